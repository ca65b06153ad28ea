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
            if (TryReload() is { } refusal)
            {
                LogRefused(refusal.Message);
            }
            else
            {
                LogReloaded();
            }
        }
    }

    // Settings and certificate are taken together or not at all.
    private ConfigurationException? TryReload()
    {
        Action? takeCertificate;
        try
        {
            takeCertificate = certificate?.Prepare();
        }
        catch (ConfigurationException refusal)
        {
            return refusal;
        }

        var result = settings.Reload();
        if (result.Refusal is null)
        {
            takeCertificate?.Invoke();
        }

        foreach (var key in result.NeedRestart)
        {
            LogNeedsRestart(key);
        }

        return result.Refusal;
    }
}
