"""The network agent of the host "fake": Neutron binds ports only on a host that has a live one."""

import sys
import time

from neutron.agent import rpc
from neutron.common import config
from neutron.conf.agent import common
from neutron_lib import context
from neutron_lib.agent import topics
from oslo_config import cfg

INTERVAL = 20  # seconds; Neutron takes an agent for dead after agent_down_time

common.register_agent_state_opts_helper(cfg.CONF)
config.register_common_config_options()
config.init(sys.argv[1:])

state = {
    "binary": "neutron-linuxbridge-agent",
    "host": "fake",
    "topic": "N/A",
    "agent_type": "Linux bridge agent",
    "availability_zone": "nova",
    "start_flag": True,
    "configurations": {
        "bridge_mappings": {"external": "br-ex", "genouest": "br-genouest"},
        "interface_mappings": {},
        "tunnel_types": ["vxlan"],
        "tunneling_ip": "198.51.100.3",
        "devices": 0,
        "extensions": [],
        "l2_population": False,
    },
}
reports = rpc.PluginReportStateAPI(topics.REPORTS)
while True:
    reports.report_state(context.get_admin_context_without_session(), state, use_call=True)
    state.pop("start_flag", None)
    time.sleep(INTERVAL)
