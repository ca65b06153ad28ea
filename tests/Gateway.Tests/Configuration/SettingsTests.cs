using System.Net;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Security;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Gateway.Tests.Configuration;

public sealed class SettingsTests
{
    [Fact]
    public void Bind_NothingGiven_DefaultsOfTheTable()
    {
        var options = Bind();

        Assert.Equal(58_080, options.Listeners.Http);
        Assert.Equal(IPAddress.Loopback, options.Listeners.Bind);
        Assert.Equal(["default"], options.Services.Names);
        Assert.Equal(TimeSpan.FromMinutes(3), options.Limits.IdleTimeout);
        Assert.Equal(4, options.Authorization.Rules.Length);
        Assert.True(options.Access.Http.IsLoopbackOnly);
        Assert.Null(options.Auth.Admin.Password);
    }

    [Theory]
    [InlineData("Limits:IdleTimeout", "00:00:01.5", 1_500)]
    [InlineData("limits:idletimeout", "1:00:00", 3_600_000)]
    [InlineData("Limits:IdleTimeout", "24:00:00", 86_400_000)]
    public void Bind_Time_IsHoursMinutesSeconds(string key, string value, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Bind((key, value)).Limits.IdleTimeout);

    [Theory]
    [InlineData("Listeners:Http", "abc")]
    [InlineData("Listeners:Http", "65536")]
    [InlineData("Listeners:Http", "-1")]
    [InlineData("Listeners:Http", "")]
    [InlineData("Listeners:Bind", "localhost")]
    [InlineData("Listeners:Bind", "127.1")]
    [InlineData("Limits:IdleTimeout", "5")]
    [InlineData("Limits:IdleTimeout", "00:60:00")]
    [InlineData("Limits:IdleTimeout", "1.00:00:00")]
    [InlineData("Limits:IdleTimeout", "00:00:00")]
    [InlineData("Limits:DrainTimeout", "24:00:00")]
    [InlineData("Events:Partitions", "17")]
    [InlineData("Events:RequireAnswer", "yes")]
    [InlineData("Access:Http:0", "nobody")]
    [InlineData("Access:Http:0", "10.0.0.0/33")]
    [InlineData("Services:0", "UPPER")]
    [InlineData("Services:0", "")]
    [InlineData("Cluster:Role", "boss")]
    [InlineData("Directory:Seed", "no-such-file.json")]
    [InlineData("Otlp:Endpoint", "localhost:4317")]
    [InlineData("Data:Path", "")]
    [InlineData("Logging:LogLevel:Default", "Loud")]
    [InlineData("Logging:Console:LogLevel:Default", "Loud")]
    [InlineData("Listeners:ManagementBind", "0")]
    [InlineData("Tls:Required", "1")]
    [InlineData("Tls:Certificate", "no-such-file.pem")]
    [InlineData("WebSocket:SubProtocol", "two words")]
    [InlineData("Limits:MessageBytes", "63")]
    [InlineData("Limits:ConnectionsPerAddress", "-1")]
    [InlineData("History:Window", "24:00:01")]
    [InlineData("History:Bytes", "33554433")]
    [InlineData("Cluster:Id", "")]
    [InlineData("Cluster:SiloPort", "0")]
    [InlineData("Cluster:AdvertisedAddress", "host")]
    [InlineData("Cluster:Tls:Key", "no-such-file.pem")]
    [InlineData("Gelf:Port", "0")]
    public void Bind_WrongValue_NamesKeyValueAndWhatIsAllowed(string key, string value)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Bind((key, value)));

        Assert.Equal(key, refusal.Key);
        Assert.Contains($"{key}: '{value}' is not allowed; allowed: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Listeners:Htpp", "1")]
    [InlineData("Auth:Realm:Pasword", "x")]
    [InlineData("Listeners:Http:0", "1")]
    [InlineData("Cluster:Tls:Chain", "x")]
    [InlineData("Access:Http:first", "::1")]
    [InlineData("Tls:Chain", "x")]
    [InlineData("Access:Feed", "::1")]
    [InlineData("Auth:Admin:Pass", "x")]
    [InlineData("Auth:Jwt:Key", "x")]
    [InlineData("Auth:Users", "x")]
    [InlineData("Authorization:Rule", "x")]
    [InlineData("Services:first", "x")]
    [InlineData("Events:Partition", "1")]
    [InlineData("WebSocket:Deflate", "true")]
    [InlineData("Limits:Timeout", "00:00:01")]
    [InlineData("Data:File", "x")]
    [InlineData("Directory:Document", "x")]
    [InlineData("History:Days", "1")]
    [InlineData("Cluster:Name", "x")]
    [InlineData("Gelf:Address", "x")]
    [InlineData("Otlp:Host", "x")]
    [InlineData("Logging:LogLvl:Default", "Debug")]
    [InlineData("Logging:Console:FormatterName", "json")]
    public void Bind_UnknownKey_IsNamed(string key, string value) =>
        Assert.Equal(key, Assert.Throws<ConfigurationException>(() => Bind((key, value))).Key);

    [Theory]
    [InlineData("Auth:Open", "secret-value")]
    [InlineData("Auth:UsersFile", "secret-value")]
    [InlineData("Auth:Jwt:Secret", "secret-value")]
    [InlineData("auth:realm:user", "secret:value")]
    public void Bind_WrongValueBelowAuth_IsNotPrinted(string key, string value) =>
        Assert.DoesNotContain(value, Assert.Throws<ConfigurationException>(() => Bind((key, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Listeners:Http", "x", "a whole number from 0 to 65535")]
    [InlineData("Listeners:Bind", "x", "an IP address")]
    [InlineData("Tls:Required", "x", "true or false")]
    [InlineData("Limits:IdleTimeout", "x", "a time as hh:mm:ss from 00:00:00.1 to 24:00:00")]
    [InlineData("Cluster:Role", "x", "silo, gateway, both")]
    [InlineData("Otlp:Endpoint", "x", "an absolute address, http or https")]
    [InlineData("Data:Path", "", "a text that is not empty")]
    [InlineData("Directory:Seed", "x", "a file that exists")]
    [InlineData("WebSocket:SubProtocol", "a b", "a token of 1 to 64 characters")]
    [InlineData("Access:Status:0", "x", "an address or CIDR, such as 10.0.0.0/8 or ::1")]
    [InlineData("Services:0", "A", "1 to 32 characters a-z, 0-9, _ and -")]
    [InlineData("Access:Http", "::1", "a list: Access:Http:0, Access:Http:1 and so on")]
    [InlineData("Logging:LogLevel:A", "x", "Trace, Debug, Information, Warning, Error, Critical, None")]
    public void Bind_WrongValueOfEachKind_SaysWhatIsAllowed(string key, string value, string allowed) =>
        Assert.Equal(
            $"{key}: '{value}' is not allowed; allowed: {allowed}",
            Assert.Throws<ConfigurationException>(() => Bind((key, value))).Message);

    [Theory]
    [InlineData("""{"Auth":"secret-value"}""", "Auth")]
    [InlineData("""{"Auth":{"Admin":"secret-value"}}""", "Auth:Admin")]
    [InlineData("""{"Auth":{"Jwt":{"Secret":{"secret":"secret-value"}}}}""", "Auth:Jwt:Secret:secret")]
    [InlineData("""{"Auth":{"Admin":{"Password":["secret-value"]}}}""", "Auth:Admin:Password:0")]
    [InlineData("""{"Cluster":"Host=db;Password=secret-value"}""", "Cluster")]
    [InlineData("""{"Cluster":{"ConnectionString":["secret-value"]}}""", "Cluster:ConnectionString:0")]
    public void Bind_SecretInTheWrongPlace_IsNotPrinted(string json, string key)
    {
        var root = new ConfigurationBuilder().AddJsonStream(Json(json)).Build();
        var refusal = Assert.Throws<ConfigurationException>(() => SettingsBinder.Bind(root));

        Assert.Equal(key, refusal.Key);
        Assert.DoesNotContain("secret-value", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_SectionsThatAreNotOurs_AreLeftAlone() => Assert.NotNull(Bind(("PATH", "/bin"), ("Foo:Bar", "1")));

    [Fact]
    public void Bind_TextInPlaceOfASection_IsRefused() =>
        Assert.Equal("Limits", Assert.Throws<ConfigurationException>(() => Bind(("Limits", "5"))).Key);

    [Fact]
    public void Bind_ListInHigherSource_ReplacesLowerAndDefault()
    {
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(Pairs(("Services:0", "a"), ("Services:1", "b"), ("Services:2", "c")))
            .AddInMemoryCollection(Pairs(("Services:1", "d")))
            .Build();

        Assert.Equal(["d"], SettingsBinder.Bind(root).Services.Names);
    }

    [Fact]
    public void Bind_EmptyListInJson_AdmitsNobody()
    {
        var root = new ConfigurationBuilder().AddJsonStream(Json("""{"Access":{"Status":[]}}""")).Build();

        var access = SettingsBinder.Bind(root).Access;

        Assert.False(access.Status.Contains(IPAddress.Loopback));
        Assert.True(access.Http.Contains(IPAddress.Loopback));
    }

    [Fact]
    public void Bind_TextInPlaceOfAList_IsRefused() =>
        Assert.Equal("Access:Http", Assert.Throws<ConfigurationException>(() => Bind(("Access:Http", "::1"))).Key);

    [Fact]
    public void Bind_Rules_AreTyped()
    {
        const string Rules =
            """
            {"Authorization":{"Rules":[
              {"who":"role:agent","allow":true,"publish":{"class":"call","obj_id":"{user}"}},
              {"who":"user:eve","allow":false,"subscribe":{}},
              {"who":"*","allow":true,"command":{"class":"status","limit":5}}]}}
            """;
        var rules = SettingsBinder.Bind(new ConfigurationBuilder().AddJsonStream(Json(Rules)).Build()).Authorization.Rules;

        Assert.Equal(
            [
                (new RuleSubject.Role("agent"), true, RuleKind.Publish, 2),
                (new RuleSubject.User("eve"), false, RuleKind.Subscribe, 0),
                (new RuleSubject.Anyone(), true, RuleKind.Command, 2),
            ],
            rules.Select(rule => (rule.Who, rule.Allow, rule.Kind, rule.Members.Length)));
    }

    [Theory]
    [InlineData("""{"who":"agent","allow":true,"command":{}}""", "Authorization:Rules:0:who")]
    [InlineData("""{"who":"*","allow":"maybe","command":{}}""", "Authorization:Rules:0:allow")]
    [InlineData("""{"who":"*","command":{}}""", "Authorization:Rules:0:allow")]
    [InlineData("""{"who":"*","allow":true}""", "Authorization:Rules:0")]
    [InlineData("""{"who":"*","allow":true,"command":{},"publish":{}}""", "Authorization:Rules:0")]
    [InlineData("""{"who":"*","allow":true,"command":{},"why":1}""", "Authorization:Rules:0:why")]
    [InlineData("""{"who":"*","allow":true,"publish":{"cmd":"x"}}""", "Authorization:Rules:0:publish:cmd")]
    [InlineData("""{"who":"*","allow":true,"command":{"class":{"a":1}}}""", "Authorization:Rules:0:command:class")]
    public void Bind_WrongRule_IsNamed(string rule, string key)
    {
        var root = new ConfigurationBuilder().AddJsonStream(Json("{\"Authorization\":{\"Rules\":[" + rule + "]}}")).Build();

        Assert.Equal(key, Assert.Throws<ConfigurationException>(() => SettingsBinder.Bind(root)).Key);
    }

    [Theory]
    [InlineData("Listeners:ExternalApi", "Listeners:Http", "9010")]
    [InlineData("Tls:Certificate", "Listeners:Https", "55050")]
    [InlineData("Tls:Required", "Tls:Required", "true")]
    [InlineData("Auth:Realm:Password", "Access:Http:0", "10.0.0.0/8")]
    public void Bind_SettingsThatDoNotGoTogether_AreRefused(string named, string key, string value) =>
        Assert.Equal(named, Assert.Throws<ConfigurationException>(() => Bind((key, value))).Key);

    [Theory]
    [InlineData("Listeners:Bind", "0.0.0.0")]
    [InlineData("Access:ExternalApi:0", "0.0.0.0/0")]
    [InlineData("Access:Status:0", "::/0")]
    [InlineData("Access:TrustedProxies:0", "10.0.0.1")]
    public void Bind_OpenBeyondLoopback_IsRefused(string key, string value) =>
        Assert.Equal("Auth:Open", Assert.Throws<ConfigurationException>(() => Bind(("Auth:Open", "true"), (key, value))).Key);

    [Fact]
    public void Bind_TwoPortsOff_IsNoDuplicate() =>
        Assert.Equal(0, Bind(("Listeners:Http", "0"), ("Listeners:Status", "0")).Listeners.Http);

    private static PlatformOptions Bind(params (string Key, string Value)[] settings) =>
        SettingsBinder.Bind(new ConfigurationBuilder().AddInMemoryCollection(Pairs(settings)).Build());

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(params (string Key, string Value)[] settings) =>
        settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value));

    private static MemoryStream Json(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
