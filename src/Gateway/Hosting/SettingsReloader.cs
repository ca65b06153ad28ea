using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Hosting;

/// <summary>Carries out a reload and says what became of it. One at a time.</summary>
internal sealed partial class SettingsReloader(LiveSettings settings, ServerCertificate? certificate, ILogger<SettingsReloader> logger)
{
    private readonly Lock _lock = new();

    public void Reload()
    {
        lock (_lock)
        {
            var result = settings.Reload();
            if (result.Refusal is { } refusal)
            {
                LogRefused(refusal.Message);
                return;
            }

            ReloadCertificate();
            foreach (var key in result.NeedRestart)
            {
                LogNeedsRestart(key);
            }

            LogReloaded();
        }
    }

    private void ReloadCertificate()
    {
        try
        {
            certificate?.Reload();
        }
        catch (ConfigurationException refusal)
        {
            LogRefused(refusal.Message);
        }
    }
}
