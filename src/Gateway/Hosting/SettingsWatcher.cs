using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// Reloads when a file has changed. It looks instead of being told: notifications do not cross every mount, and know nothing of links that
/// are swapped.
/// </summary>
internal sealed class SettingsWatcher(WatchedFiles files, SettingsReloader reloader, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Time between two looks; a change is taken after two.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private PeriodicTimer? _timer;
    private Task _watching = Task.CompletedTask;

    public void Start()
    {
        _timer = new PeriodicTimer(Period, clock);
        _watching = Watch(_timer);
    }

    public async ValueTask DisposeAsync()
    {
        _timer?.Dispose();
        await _watching;
    }

    private async Task Watch(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync())
        {
            if (files.HaveChanged())
            {
                reloader.Reload();
            }
        }
    }
}
