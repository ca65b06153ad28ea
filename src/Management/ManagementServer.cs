using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventPlatform.Management;

/// <summary>Health and metrics on a port of their own: a server apart from the clients', so that it outlives the drain of theirs.</summary>
public sealed class ManagementServer : IAsyncDisposable
{
    /// <summary>The key of its port.</summary>
    public const string Key = "Listeners:Management";

    private readonly WebApplication _app;
    private readonly Func<bool> _isReady;
    private readonly PrometheusExporter _exporter;

    private ManagementServer(WebApplication app, Func<bool> isReady, PrometheusExporter exporter)
    {
        _app = app;
        _isReady = isReady;
        _exporter = exporter;
        app.Run(Answer);
    }

    /// <param name="endPoint">Where it listens.</param>
    /// <param name="services">Those of the process: its meters, its exporter and its log.</param>
    /// <param name="isReady">Whether the process serves: asked at each question.</param>
    /// <returns>null when the port is 0: it is off.</returns>
    public static ManagementServer? Build(IPEndPoint endPoint, IServiceProvider services, Func<bool> isReady)
    {
        if (endPoint.Port == 0)
        {
            return null;
        }

        var exporter = services.GetRequiredService<PrometheusExporter>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ManagementServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton<IHostLifetime, HostLifetime>();

        // Under a name of its own, to which nothing listens: who scrapes is not traced.
        builder.Services.AddSingleton(new ActivitySource("Management"));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = Bind);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endPoint);
        });
        return new(builder.Build(), isReady, exporter);
    }

    /// <exception cref="ListenException">The port cannot be had.</exception>
    public Task Start(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Socket Bind(EndPoint endPoint)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException exception)
        {
            throw new ListenException(Key, endPoint, exception);
        }
    }

    private Task Answer(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        return context.Request.Path.Value switch
        {
            "/healthz/live" => Write(context, StatusCodes.Status200OK, "text/plain", "live\n"),
            "/healthz/ready" when _isReady() => Write(context, StatusCodes.Status200OK, "text/plain", "ready\n"),
            "/healthz/ready" => Write(context, StatusCodes.Status503ServiceUnavailable, "text/plain", "not ready\n"),
            "/metrics" => Write(context, StatusCodes.Status200OK, PrometheusExporter.ContentType, _exporter.Write()),
            _ => Write(context, StatusCodes.Status404NotFound, "text/plain", "not found\n"),
        };
    }

    private static Task Write(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(text, context.RequestAborted);
    }
}
