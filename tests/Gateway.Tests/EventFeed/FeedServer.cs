using System.Net;
using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Contracts.Extensions;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.EventFeed;
using EventPlatform.Gateway.Hosting;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Tests.Hub;
using EventPlatform.Gateway.Tests.Replica;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Tests.EventFeed;

/// <summary>Kestrel on loopback with the feed on it.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private ListenOptions _listen = null!;
    private long _offset;

    private FeedServer(PlatformOptions settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTransport();
        builder.Services.AddPlatformMetrics(TestMetrics.Facts);
        builder.Services.AddSingleton<IOptionsMonitor<AuthOptions>>(new Snapshot<AuthOptions>(settings.Auth));
        builder.Services.AddSingleton<IOptionsMonitor<AccessOptions>>(new Snapshot<AccessOptions>(settings.Access));
        builder.Services.AddSingleton<IOptionsMonitor<LimitsOptions>>(new Snapshot<LimitsOptions>(settings.Limits));
        builder.Services.AddSingleton(Options.Create(settings.Listeners)).AddSingleton(Options.Create(settings.Tls));
        builder.Services.AddSecurity().AddSingleton<AddressRates>().AddSingleton<AddressConnections>();
        builder.Services.AddSingleton(Samples.NewStore(new ChangeNumber(1, 1)));
        builder.Services.AddSingleton(provider =>
            new EventPublisher(Guid.Empty, 1, (_, _) => Task.CompletedTask, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddEventFeed(_ => settings);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            _listen = listen.UseListenerKey("Http").UseWebSockets();
        }));
        _app = builder.Build();
        _app.UseWebSocketFallback();
        _app.UseMiddleware<HttpDoor>();
        _app.MapEventFeed();
    }

    public static string Credentials { get; } = $"Basic {Convert.ToBase64String("manager:manag3rpa55word"u8)}";

    public Uri WebSocketUri => new($"ws://127.0.0.1:{_listen.IPEndPoint!.Port}/communication_manager/ws/event");

    public int Port => _listen.IPEndPoint!.Port;

    /// <summary>Clients of the feed, on whatever wire.</summary>
    public int Readers => _app.Services.GetRequiredService<FeedAudience>().Count;

    private IEventDoor Door => _app.Services.GetRequiredService<IEventDoor>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FeedServer> Start(PlatformOptions? settings = null)
    {
        var server = new FeedServer(settings ?? new PlatformOptions());
        server.Door.Begins(new EventPosition(0, 1, -1));
        await server._app.StartAsync(Cancel);
        return server;
    }

    /// <summary>Ends all connections as a shutdown does.</summary>
    public void Drain()
    {
        foreach (var (connection, _) in _app.Services.GetRequiredService<OpenConnections>().List())
        {
            connection.Close(CloseCode.Shutdown);
        }
    }

    public void Publish(string type)
    {
        var bytes = Encoding.UTF8.GetBytes(type);
        var record = new EventRecord { Time = FeedBench.Time, Service = "default"u8, Class = "call"u8, Type = bytes };
        FeedBench.Show(_app.Services.GetRequiredService<ReplicaStore>(), Door, record, new EventPosition(0, 1, _offset++));
    }

    public async Task<HttpResponseMessage> Get(string? authorization, string query = "", string path = FeedEndpoint.Path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var address = new UriBuilder(WebSocketUri) { Scheme = "http", Path = path, Query = query };
        using var request = new HttpRequestMessage(HttpMethod.Get, address.Uri);
        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        return await client.SendAsync(request, Cancel);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
