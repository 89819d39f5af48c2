"""The page 发布: how the finished site is put on a server, with the header lines for the usual ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import policy
from .handbook.missing_page import held_inside
from .links import Place, source_file
from .output import Context, Output

NGINX = """\
server {{
  # listen、server_name、证书照旧；/handbook/ 换成自己的路径，放在根目录就写 /
  location /handbook/ {{
    alias /srv/handbook/site/;
    charset utf-8;
    error_page 404 /handbook/{missing};
    add_header Content-Security-Policy "{policy}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Cache-Control no-cache always;
  }}
  # 这个文件带着自己的策略，里面的数据每版都变，不另加
  location = /handbook/{one_file} {{
    alias /srv/handbook/site/{one_file};
    charset utf-8;
    add_header X-Content-Type-Options nosniff always;
    add_header Cache-Control no-cache always;
  }}
}}
"""
APACHE = """\
# 放进站点文件夹的 .htaccess（要开 mod_headers），或写进 <Directory>
AddDefaultCharset utf-8
AddType text/calendar .ics
ErrorDocument 404 /handbook/{missing}
Header always set Content-Security-Policy "{policy}"
Header always set X-Content-Type-Options nosniff
Header always set Cache-Control no-cache
# 这个文件带着自己的策略，里面的数据每版都变，不另加
<Files "{one_file}">
  Header always unset Content-Security-Policy
</Files>
"""
IIS = """\
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <staticContent>
      <remove fileExtension=".ics" />
      <mimeMap fileExtension=".ics" mimeType="text/calendar; charset=utf-8" />
      <clientCache cacheControlMode="DisableCache" />
    </staticContent>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="/handbook/{missing}" responseMode="ExecuteURL" />
    </httpErrors>
    <httpProtocol>
      <customHeaders>
        <add name="Content-Security-Policy" value="{policy}" />
        <add name="X-Content-Type-Options" value="nosniff" />
      </customHeaders>
    </httpProtocol>
  </system.webServer>
  <!-- 这个文件带着自己的策略，里面的数据每版都变，不另加 -->
  <location path="{one_file}">
    <system.webServer>
      <httpProtocol>
        <customHeaders>
          <remove name="Content-Security-Policy" />
        </customHeaders>
      </httpProtocol>
    </system.webServer>
  </location>
</configuration>
"""
SERVERS = (("nginx", "nginx", NGINX), ("Apache", "apache", APACHE), ("IIS（web.config）", "iis", IIS))


def server_header(context: Context, scripts: Iterable[str], root: Path) -> str:
    """Return the policy that a server may send with every page but the one-file edition.

    `scripts` are the inline scripts of the theme, `root` is the folder of the project.
    """
    kinds = (policy.of_handbook(scripts), policy.BARE, policy.of_missing_page(*held_inside(context, root)))
    return policy.header(kinds)


def publishing(context: Context, scripts: Iterable[str], root: Path) -> Output:
    """Return the page."""
    header = server_header(context, scripts, root)
    names = {"policy": header, "missing": Place.MISSING, "one_file": Place.ONE_FILE}
    view = {
        **names,
        "directives": header.split("; "),
        "servers": [{"title": title, "id": name, "lines": lines.format(**names)} for title, name, lines in SERVERS],
        "site_url": context.data.site.site_url,
    }
    return Output(source_file(Place.PUBLISH), context.render("pages/publish.md.j2", context.links(""), view))
