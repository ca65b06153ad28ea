using System.Collections.Immutable;
using System.Net;
using System.Security.Authentication;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Security.Passwords;
using EventPlatform.Gateway.Tests.Hosting;
using EventPlatform.Testing;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Gateway.Tests.Security;

/// <summary>What holds when nobody has set anything. docs/security.md names these tests.</summary>
public sealed class SecureDefaultsTests
{
    private static readonly ImmutableArray<string> OffByDefault =
        [
            nameof(ListenersOptions.Https), nameof(ListenersOptions.ExternalApiTls),
            nameof(ListenersOptions.ExternalApiTcpTls), nameof(ListenersOptions.StatusTls),
        ];

    [Fact]
    public void Listeners_AreOnLoopbackOnly() => Assert.Equal(IPAddress.Loopback, Bind().Listeners.Bind);

    [Fact]
    public void Management_IsOnLoopbackAndAPortOfItsOwn()
    {
        var listeners = Bind().Listeners;

        Assert.Equal(IPAddress.Loopback, listeners.ManagementBind);
        Assert.DoesNotContain(
            listeners.Management,
            Listener.All.Where(listener => listener != Listener.Management).Select(listener => listener.Port(listeners)));
    }

    [Fact]
    public void Listeners_WithTls_NeedACertificateAndAreOff() => Assert.Equal(
        OffByDefault,
        Listener.All.Where(listener => !listener.IsOn(Bind().Listeners)).Select(listener => listener.Key));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("8.8.8.8", false)]
    public void Access_AllDoors_LoopbackOnly(string address, bool isAdmitted)
    {
        var access = Bind().Access;

        Assert.All(
            [access.Http, access.ExternalApi, access.Status],
            list => Assert.Equal(isAdmitted, list.Contains(IPAddress.Parse(address))));
    }

    [Fact]
    public void TrustedProxies_AreNone() => Assert.False(Bind().Access.TrustedProxies.Contains(IPAddress.Loopback));

    [Fact]
    public void Admin_HasNoDefaultPassword() => Assert.Null(Bind().Auth.Admin.Password);

    [Theory]
    [InlineData("Access:Http:0", "10.0.0.0/8", true)]
    [InlineData("Access:Http:0", "0.0.0.0/0", true)]
    [InlineData("Access:Http:0", "::/0", true)]
    [InlineData("Access:Http:0", "127.0.0.0/8", false)]
    [InlineData("Access:ExternalApi:0", "0.0.0.0/0", false)]
    public void RealmsDefaultPassword_OnlyWhileItsListIsLoopback(string list, string entry, bool isRefused) =>
        Assert.Equal(isRefused ? "Auth:Realm:Password" : null, Refusal((list, entry))?.Key);

    [Theory]
    [InlineData("Listeners:Bind", "0.0.0.0")]
    [InlineData("Listeners:Bind", "::")]
    [InlineData("Access:ExternalApi:0", "10.0.0.0/8")]
    [InlineData("Access:Status:0", "10.0.0.0/8")]
    [InlineData("Access:TrustedProxies:0", "10.0.0.0/8")]
    public void Open_IsOffAndOnlyForLoopback(string key, string value)
    {
        Assert.False(Bind().Auth.Open);
        Assert.Null(Refusal(("Auth:Open", "true")));
        Assert.Equal("Auth:Open", Refusal(("Auth:Open", "true"), (key, value))?.Key);
    }

    [Fact]
    public void Tokens_AreOff() => Assert.False(Bind().Auth.Jwt.IsOn);

    [Theory]
    [InlineData("core", "user", "list")]
    [InlineData("core", "session", "cmd")]
    [InlineData("status", "extension", "set")]
    [InlineData("any", "thing", "else")]
    public void Authorization_DenysByDefault(string @class, string subclass, string cmd)
    {
        var rules = new Rules(Bind().Authorization.Rules);
        var user = new Caller("mikey", "s1", "default", [], IsAdmin: false);

        Assert.False(rules.AllowsCommand(user, new CommandRequest(@class, subclass, cmd, "default")));
        Assert.False(rules.AllowsPublish(user, new TopicRequest("default", "call", null, null, null)));
        Assert.False(rules.AllowsSubscribe(user, new TopicRequest("default", "call", null, null, null)));
    }

    [Fact]
    public void Tls_1_2OrNewer()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (certificate, key) = TestCertificate.Write(folder.FullName);
            var handshake = ServerCertificate.Load(new TlsOptions { Certificate = certificate, Key = key })!.ForHandshake();

            Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, handshake.EnabledSslProtocols);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("configured-password")]
    public async Task Output_HasTheGeneratedPasswordOnceAndNoOther(string? configured)
    {
        string? stored = "";
        var parts = new GatewayParts
        {
            Start = (_, start, _) =>
            {
                stored = start.AdminPasswordHash;
                Outcome<PlatformStarted> outcome =
                    new PlatformStarted(new CoreServer(Guid.Empty, "default", "default"), stored, stored is not null);
                return Task.FromResult(outcome);
            },
        };
        (string, string)[] settings = configured is null ? [] : [("Auth:Admin:Password", configured)];
        await using var gateway = await RunningGateway.Start(parts, settings);
        var lines = gateway.Output.Split('\n').Where(line => line.Contains("password", StringComparison.Ordinal)).ToArray();

        Assert.Equal(configured is null ? 1 : 0, lines.Length);
        Assert.DoesNotContain(RealmOptions.DefaultPassword, gateway.Output, StringComparison.Ordinal);
        Assert.Equal(configured is null, stored is not null);
        if (configured is null)
        {
            Assert.StartsWith("generated password for admin: ", lines[0], StringComparison.Ordinal);
            Assert.True(PasswordHashes.Verify(stored!, lines[0][30..]));
        }
    }

    private static PlatformOptions Bind(params (string Key, string Value)[] settings) =>
        SettingsBinder.Bind(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build());

    private static ConfigurationException? Refusal(params (string Key, string Value)[] settings) =>
        Record.Exception(() => Bind(settings)) as ConfigurationException;
}
