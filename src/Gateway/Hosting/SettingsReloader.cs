using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Hosting;

/// <summary>Carries out a reload and says what became of it. One at a time.</summary>
internal sealed partial class SettingsReloader(
    LiveSettings settings, ServerCertificate? certificate, WatchedFiles files, ILogger<SettingsReloader> logger)
{
    private readonly Lock _lock = new();

    /// <summary>Never fails: who asks is a signal or a timer.</summary>
    public void Reload()
    {
        lock (_lock)
        {
            try
            {
                files.BeginReading();
                if (TryReload() is { } refusal)
                {
                    LogRefused(refusal.Message);
                    return;
                }

                files.EndReading();
                LogReloaded();
            }
            catch (Exception exception)
            {
                // A fault of ours must not end the process.
                LogFailed(exception);
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
