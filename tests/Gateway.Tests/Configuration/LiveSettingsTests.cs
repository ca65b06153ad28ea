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

    [Fact]
    public void Reload_OpenWhileListeningBeyondLoopback_IsRefusedWhateverTheFileSaysOfTheAddress()
    {
        _source["Listeners:Bind"] = "0.0.0.0";
        var settings = NewSettings();
        _source["Listeners:Bind"] = "127.0.0.1";
        _source["Auth:Open"] = "true";

        Assert.Equal("Auth:Open", settings.Reload().Refusal?.Key);
        Assert.False(settings.Auth.CurrentValue.Open);
    }

    [Theory]
    [InlineData("Auth:Open", "true", "Access:ExternalApi:0")]
    [InlineData("Auth:Open", "true", "Access:Status:0")]
    [InlineData("Auth:Realm:Password", RealmOptions.DefaultPassword, "Access:Http:0")]
    public void Reload_LoopbackNoMore_IsRefused(string key, string value, string list)
    {
        _source[key] = value;
        var settings = NewSettings();
        _source[list] = "10.0.0.0/8";

        Assert.Equal(key, settings.Reload().Refusal?.Key);
        Assert.True(settings.Access.CurrentValue.Http.IsLoopbackOnly);
        Assert.True(settings.Access.CurrentValue.ExternalApi.IsLoopbackOnly);
        Assert.True(settings.Access.CurrentValue.Status.IsLoopbackOnly);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reload_AccessAndCredentialsTogether_NeverWideWithCredentialsForLoopback(bool isWideFirst)
    {
        string?[] wide = ["false", "another password", "10.0.0.0/8"];
        string?[] local = ["true", RealmOptions.DefaultPassword, "127.0.0.1"];
        Take(isWideFirst ? wide : local);
        var settings = NewSettings();
        var seen = new List<string>();
        using var access = settings.Access.OnChange((_, _) => Look());
        using var auth = settings.Auth.OnChange((_, _) => Look());
        Take(isWideFirst ? local : wide);
        settings.Reload();

        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, each => each.Contains("mistake", StringComparison.Ordinal));
        Assert.Equal(!isWideFirst, settings.Current.Access.Http.Contains(System.Net.IPAddress.Parse("10.0.0.1")));

        void Take(string?[] values) =>
            (_source["Auth:Open"], _source["Auth:Realm:Password"], _source["Access:Http:0"]) = (values[0], values[1], values[2]);

        void Look()
        {
            var now = settings.Auth.CurrentValue;
            var isForLoopback = now.Open || now.Realm.Password == RealmOptions.DefaultPassword;
            var isLoopback = settings.Access.CurrentValue.Http.IsLoopbackOnly && settings.Current.Access.Http.IsLoopbackOnly;
            seen.Add(isForLoopback && !isLoopback ? "mistake" : "fine");
        }
    }

    private LiveSettings NewSettings() => new(() => new ConfigurationBuilder().AddInMemoryCollection(_source).Build());
}
