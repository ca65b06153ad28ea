using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Gateway.Tests.Configuration;

public sealed class LiveSettingsTests
{
    private readonly Dictionary<string, string?> _source = [];

    [Fact]
    public void Reload_Allowed_IsTakenAndTold()
    {
        var settings = NewSettings();
        var told = new List<int>();
        using var subscription = settings.Limits.OnChange((limits, _) => told.Add(limits.LoginFailures));
        _source["Limits:LoginFailures"] = "7";

        var result = settings.Reload();

        Assert.Null(result.Refusal);
        Assert.Empty(result.NeedRestart);
        Assert.Equal(7, settings.Limits.CurrentValue.LoginFailures);
        Assert.Equal([7], told);
    }

    [Fact]
    public void Reload_OneKeyWrong_ChangesNothing()
    {
        var settings = NewSettings();
        _source["Limits:LoginFailures"] = "7";
        _source["Access:Http:0"] = "nonsense";

        var result = settings.Reload();

        Assert.Equal("Access:Http:0", result.Refusal?.Key);
        Assert.Equal(5, settings.Limits.CurrentValue.LoginFailures);
    }

    [Fact]
    public void Reload_KeyThatNeedsARestart_IsNamed()
    {
        var settings = NewSettings();
        _source["Listeners:Http"] = "8080";
        _source["Services:0"] = "other";

        Assert.Equal(["Listeners:Http", "Services:0"], settings.Reload().NeedRestart);
    }

    [Fact]
    public void Reload_LogLevel_FollowsOnlyWhenAccepted()
    {
        var settings = NewSettings();
        var framework = new ConfigurationBuilder().Add(settings.Held).Build();
        _source["Logging:LogLevel:Default"] = "Debug";
        settings.Reload();
        Assert.Equal("Debug", framework["Logging:LogLevel:Default"]);

        _source["Logging:LogLevel:Default"] = "Trace";
        _source["Limits:LoginFailures"] = "none";
        settings.Reload();
        Assert.Equal("Debug", framework["Logging:LogLevel:Default"]);
    }

    private LiveSettings NewSettings() => new(() => new ConfigurationBuilder().AddInMemoryCollection(_source).Build());
}
