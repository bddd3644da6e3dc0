# A terminal of JupyterLab is a login shell, and /etc/profile has begun PATH anew.
if [ -n "${JUPYTERHUB_USER:-}" ]; then
  PATH="$HOME/.local/bin:/opt/jupyterhub/python/packages/commands:/opt/jupyterhub/user-environment/bin:$PATH"
fi
