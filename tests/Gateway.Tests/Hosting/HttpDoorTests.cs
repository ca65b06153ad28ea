using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;
using EventPlatform.Testing.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Gateway.Tests.Hosting;

public sealed class HttpDoorTests
{
    private const string Manager = "manager:manag3rpa55word";

    private static readonly GatewayParts Parts = new()
    {
        MapEndpoints = app =>
        {
            app.MapPost("/rpc", () => "called");
            app.MapPost("/body", (HttpContext context) => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
            app.MapGet("/address", (HttpContext context) => context.Connection.RemoteIpAddress?.ToString());
        },
    };

    [Theory]
    [InlineData("/", null, 401)]
    [InlineData("/", "manager:wrong", 401)]
    [InlineData("/", Manager, 200)]
    [InlineData("/nothing", null, 401)]
    [InlineData("/nothing", Manager, 404)]
    [InlineData("/api/ws", null, 404)]
    public async Task Http_Realm_StandsBeforeEverythingButTheExternalApi(string path, string? credentials, int status)
    {
        await using var gateway = await RunningGateway.Start(Parts);
        using var response = await RunningGateway.Send(gateway.Http(path), credentials);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 401 ? "Basic realm=\"communication_manager\"" : "", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1", null, 401, "Credentials are missing or wrong.")]
    [InlineData("127.0.0.2", Manager, 403, "This client has no access.")]
    public async Task Http_Refused_IsAProblemBeforeThePathIsLookedAt(string listed, string? credentials, int status, string detail)
    {
        await using var gateway = await RunningGateway.Start(Parts, ("Access:Http:0", listed));
        using var response = await RunningGateway.Send(gateway.Http("/communication_manager/rest/nothing/%zz"), credentials);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(detail, problem.RootElement.GetProperty("detail").GetString());
        Assert.NotEqual("", problem.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Rpc_OnBothPorts_WithoutRealm()
    {
        await using var gateway = await RunningGateway.Start(Parts);

        Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status(gateway.Http("/rpc"), method: HttpMethod.Post));
        Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status(gateway.ExternalApi("/rpc"), method: HttpMethod.Post));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/address")]
    [InlineData("/api/ws")]
    [InlineData("/nkapi/ws")]
    public async Task ExternalApiPort_HasNothingElse(string path)
    {
        await using var gateway = await RunningGateway.Start(Parts);

        Assert.Equal(HttpStatusCode.NotFound, await RunningGateway.Status(gateway.ExternalApi(path), Manager));
    }

    [Theory]
    [InlineData("Access:Http:0", 403, 200)]
    [InlineData("Access:ExternalApi:0", 200, 403)]
    public async Task AccessLists_AreApart(string key, int page, int rpc)
    {
        await using var gateway = await RunningGateway.Start(Parts, (key, "127.0.0.2"));

        Assert.Equal(page, (int)await RunningGateway.Status(gateway.Http("/"), Manager));
        Assert.Equal(rpc, (int)await RunningGateway.Status(gateway.Http("/rpc"), method: HttpMethod.Post));
        Assert.Equal(rpc, (int)await RunningGateway.Status(gateway.ExternalApi("/rpc"), method: HttpMethod.Post));
    }

    [Theory]
    [InlineData("127.0.0.1", 200, "127.0.0.7")]
    [InlineData("127.0.0.9", 200, "127.0.0.1")]
    public async Task Forwarded_OnlyFromTrustedProxies(string trusted, int status, string address)
    {
        await using var gateway = await RunningGateway.Start(Parts, ("Access:TrustedProxies:0", trusted));
        using var response = await RunningGateway.Send(gateway.Http("/address"), Manager, forwarded: "127.0.0.7");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(address, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Forwarded_AddressNotListed_IsRefused()
    {
        await using var gateway = await RunningGateway.Start(Parts, ("Access:TrustedProxies:0", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Forbidden, await RunningGateway.Status(gateway.Http("/"), Manager, forwarded: "10.0.0.1"));
    }

    [Fact]
    public async Task Rate_OverTheLimit_Is429()
    {
        await using var gateway = await RunningGateway.Start(Parts, ("Limits:HttpRequestsPerSecond", "1"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add(await RunningGateway.Status(gateway.Http("/"), Manager));
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Body_LargestOfAll_FollowsAReload()
    {
        await using var gateway = await RunningGateway.Start(Parts, ("Limits:DirectoryBodyBytes", "64"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post(100));

        gateway.Host.Services.GetRequiredService<LiveSettings>().Limits.Replace(new LimitsOptions { DirectoryBodyBytes = 100 });
        Assert.Equal(HttpStatusCode.OK, await Post(100));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post(101));

        async Task<HttpStatusCode> Post(int bytes)
        {
            using var client = new HttpClient();
            var credentials = BasicCredentials.Header("manager", "manag3rpa55word");
            client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(credentials);
            using var content = new ByteArrayContent(new byte[bytes]);
            using var response = await client.PostAsync(new Uri(gateway.Http("/body")), content, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task TlsRequired_PlainIsRedirected_TlsIsServed()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (certificate, key) = TestCertificate.Write(folder.FullName);
            await using var gateway = await RunningGateway.Start(
                Parts, ("Tls:Certificate", certificate), ("Tls:Key", key), ("Tls:Required", "true"), ("Listeners:Https", "FREE"));
            using var plain = await RunningGateway.Send(gateway.Http("/a%20b?c=d"));

            Assert.Equal(HttpStatusCode.Found, plain.StatusCode);
            Assert.Equal("", await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal($"https://127.0.0.1:{gateway.Listeners.Https}/a%20b?c=d", plain.Headers.GetValues("Location").Single());
            Assert.Equal(HttpStatusCode.Forbidden, await RunningGateway.Status(gateway.Http("/rpc"), method: HttpMethod.Post));
            var tls = $"https://127.0.0.1:{gateway.Listeners.Https}";
            Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status($"{tls}/", Manager));
            Assert.Equal(HttpStatusCode.OK, await RunningGateway.Status($"{tls}/rpc", method: HttpMethod.Post));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
