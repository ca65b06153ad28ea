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

    private ITimer? _timer;

    public void Start()
    {
        _timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks no more; a reload that is going on is waited for.</summary>
    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Look()
    {
        if (files.HaveChanged())
        {
            reloader.Reload();
        }

        // Only now: two looks never run at once.
        _timer!.Change(Period, Timeout.InfiniteTimeSpan);
    }
}
