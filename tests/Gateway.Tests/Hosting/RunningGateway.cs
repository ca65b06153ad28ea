using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Testing;
using Microsoft.Extensions.Configuration;

namespace EventPlatform.Gateway.Tests.Hosting;

/// <summary>A gateway in this process, on ports that were free a moment ago and without an engine.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly string[] On = ["Http", "ExternalApi", "ExternalApiTcp", "Status", "Management"];
    private readonly StringWriter _output = new();

    public RunningGateway(GatewayParts parts, params (string Key, string Value)[] settings)
    {
        var ports = FreePorts.Take(On.Length + 1);
        var defaults = On
            .Select((key, i) => KeyValuePair.Create($"Listeners:{key}", (string?)$"{ports[i]}"))
            .Append(KeyValuePair.Create("Logging:LogLevel:Default", (string?)"None"));
        var given = settings.Select(setting =>
            KeyValuePair.Create(setting.Key, (string?)setting.Value.Replace("FREE", $"{ports[^1]}", StringComparison.Ordinal)));
        var builder = new ConfigurationBuilder().AddInMemoryCollection(defaults).AddInMemoryCollection(given);
        var settled = new LiveSettings(builder.Build);
        Listeners = settled.AtStart.Listeners;
        Host = new GatewayHost(settled, parts, _output);
    }

    public ListenersOptions Listeners { get; }

    public GatewayHost Host { get; }

    public string Output => _output.ToString();

    public static async Task<RunningGateway> Start(GatewayParts? parts = null, params (string Key, string Value)[] settings)
    {
        var gateway = new RunningGateway(parts ?? new GatewayParts(), settings);
        await gateway.Host.Start(TestContext.Current.CancellationToken);
        return gateway;
    }

    public static async Task<HttpResponseMessage> Send(
        string address, string? credentials = null, HttpMethod? method = null, string? forwarded = null)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(address));
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwarded);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpStatusCode> Status(
        string address, string? credentials = null, HttpMethod? method = null, string? forwarded = null)
    {
        using var response = await Send(address, credentials, method, forwarded);
        return response.StatusCode;
    }

    public string Http(string path) => $"http://127.0.0.1:{Listeners.Http}{path}";

    public string ExternalApi(string path) => $"http://127.0.0.1:{Listeners.ExternalApi}{path}";

    public string Management(string path) => $"http://127.0.0.1:{Listeners.Management}{path}";

    public async ValueTask DisposeAsync()
    {
        await Host.Drain();
        await Host.DisposeAsync();
        await _output.DisposeAsync();
    }
}
