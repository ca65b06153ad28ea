using System.Net;
using System.Net.Sockets;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Hub;
using EventPlatform.Gateway.LiveApi;
using EventPlatform.Gateway.Replica;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>The front end on a loopback port, over the sample directory and fakes.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    public const string Base = "/communication_manager/rest";
    public const string R = Base + "/live/coreServers/getByName/default";
    public const string Core = Base + "/config/core/getByName/default";

    private readonly WebApplication _app;

    private LiveServer(WebApplication app, Uri address)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public ReplicaStore Replica => _app.Services.GetRequiredService<ReplicaStore>();

    public FakeSessions Sessions => (FakeSessions)_app.Services.GetRequiredService<ISessions>();

    public FakeExtensionCommands Extensions => (FakeExtensionCommands)_app.Services.GetRequiredService<IExtensionCommands>();

    public FakeAccountCommands Accounts => (FakeAccountCommands)_app.Services.GetRequiredService<IAccountCommands>();

    public FakeDirectoryCommands Directory => (FakeDirectoryCommands)_app.Services.GetRequiredService<IDirectoryCommands>();

    public FakeHost Host => _app.Services.GetRequiredService<FakeHost>();

    public LiveApiServices Services => _app.Services.GetRequiredService<LiveApiServices>();

    public List<byte[]> Blocks => _app.Services.GetRequiredService<List<byte[]>>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LiveServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var services = builder.Services;
        var clock = new ManualTimeProvider();
        var replica = new ReplicaStore();
        SampleDirectory.Fill(replica);
        List<byte[]> blocks = [];
        services.AddSingleton(replica).AddSingleton(blocks).AddSingleton<TimeProvider>(clock);
        services.AddSingleton<ISessions, FakeSessions>().AddSingleton<IExtensionCommands, FakeExtensionCommands>();
        services.AddSingleton<IAccountCommands, FakeAccountCommands>();
        services.AddSingleton<IDirectoryCommands, FakeDirectoryCommands>();
        services.AddSingleton<IIdSource, RandomIdSource>().AddSingleton<GrainCalls>();
        services.AddSingleton(new EventPublisher(SampleDirectory.Id(0x99), 1, Send, clock));
        services.AddSingleton<IEventHistory, FakeHistory>().AddSingleton<FakeHost>();
        services.AddSingleton<ILiveApiSettings>(provider => provider.GetRequiredService<FakeHost>());
        services.AddSingleton<IServerFacts>(provider => provider.GetRequiredService<FakeHost>());
        services.AddSingleton<IPasswordHashes>(provider => provider.GetRequiredService<FakeHost>());
        services.AddSingleton<IPasswordMaker>(provider => provider.GetRequiredService<FakeHost>());
        services.AddLiveApi();
        var app = builder.Build();
        app.UseLiveApi();
        app.Run(context => context.Response.WriteAsync("elsewhere"));
        await app.StartAsync(Cancel);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new LiveServer(app, new Uri(address));

        Task Send(int partition, byte[] block)
        {
            blocks.Add(block);
            return Task.CompletedTask;
        }
    }

    /// <summary>The body of a GET that is answered 200.</summary>
    public async Task<string> Get(string path)
    {
        using var response = await Client.GetAsync(path, Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return body;
    }

    /// <summary>Status and body of a request.</summary>
    public async Task<(int Status, string Body)> Send(
        HttpMethod method,
        string path,
        string? body = null,
        string? contentType = "application/json")
    {
        using var response = await Ask(method, path, body, contentType);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The whole response; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> Ask(
        HttpMethod method,
        string path,
        string? body = null,
        string? contentType = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, Cancel);
    }

    public Task<(int Status, string Body)> Post(string path, string body) => Send(HttpMethod.Post, path, body);

    /// <summary>The whole response to a request whose target goes on the wire as it is.</summary>
    public async Task<string> Raw(string method, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), Cancel);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
