using System.Globalization;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Gateway.Tests.Hosting;

/// <summary>From a file that changes to the settings in force.</summary>
public sealed class SettingsWatcherTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly ManualTimeProvider _clock = new();
    private readonly RecordingLogger _log = new();
    private readonly LiveSettings _settings;
    private readonly SettingsWatcher _watcher;
    private readonly string _file;

    public SettingsWatcherTests()
    {
        _file = Path.Combine(_folder.FullName, "settings.json");
        Write(5);
        var sources = new SettingsSources(_folder.FullName, Arguments.Parse(["--config", _file]));
        _settings = new LiveSettings(sources.Read, sources.Files);
        var files = new WatchedFiles(() => _settings.WatchedPaths);
        _watcher = new SettingsWatcher(files, new SettingsReloader(_settings, null, files, _log), _clock);
        _watcher.Start();
    }

    [Fact]
    public void Watch_FileWritten_IsTakenAfterTwoLooks()
    {
        Look();
        Write(7);
        Look();
        Assert.Equal(5, _settings.Limits.CurrentValue.LoginFailures);

        Look();
        Assert.Equal(7, _settings.Limits.CurrentValue.LoginFailures);
        Assert.Equal(["Settings were reloaded"], _log.Lines);
    }

    [Fact]
    public void Watch_Refused_IsLoggedOnceAndTriedAgainWhenMended()
    {
        Look();
        Write(0);
        Look(5);
        Assert.Equal(5, _settings.Limits.CurrentValue.LoginFailures);
        Assert.Equal(
            [
                "Reload refused, the old settings stay: Limits:LoginFailures: '0' is not allowed; "
                    + "allowed: a whole number from 1 to 1000",
            ],
            _log.Lines);

        Write(11);
        Look(2);
        Assert.Equal(11, _settings.Limits.CurrentValue.LoginFailures);
    }

    [Fact]
    public void Watch_FileGone_IsRefusedAndComesBack()
    {
        Look();
        File.Delete(_file);
        Look(3);
        Assert.Equal([$"Reload refused, the old settings stay: {_file}: cannot be read"], _log.Lines);

        Write(12);
        Look(2);
        Assert.Equal(12, _settings.Limits.CurrentValue.LoginFailures);
    }

    [Fact]
    public void Files_AreTheSourcesAndWhatTheyName()
    {
        var users = Path.Combine(_folder.FullName, "users.json");
        File.WriteAllText(users, "[]");
        File.WriteAllText(_file, "{\"Auth\":{\"UsersFile\":\"" + users + "\"}}");
        Assert.Equal([Path.Combine(_folder.FullName, "appsettings.json"), _file], _settings.WatchedPaths);

        Assert.Null(_settings.Reload().Refusal);
        Assert.Equal([Path.Combine(_folder.FullName, "appsettings.json"), _file, users], _settings.WatchedPaths);
    }

    public async ValueTask DisposeAsync()
    {
        await _watcher.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Write(int loginFailures)
    {
        // A file of this name at another time and of another length, even where the clock of the file system is coarse.
        var filler = new string(' ', loginFailures);
        File.WriteAllText(_file, "{\"Limits\":{\"LoginFailures\":" + loginFailures.ToString(CultureInfo.InvariantCulture) + "}}" + filler);
    }

    private void Look(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _clock.Advance(SettingsWatcher.Period);
        }
    }

    private sealed class RecordingLogger : ILogger<SettingsReloader>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
