using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace EventPlatform.Gateway.Transport;

/// <summary>
/// HTTP middleware for upgrades that <see cref="WebSocketListener"/> did not see: later requests of a kept-alive connection, heads too
/// long or too slow for it, and paths that must be decoded. The same front ends, the same frames, on the stream of the HTTP upgrade.
/// </summary>
internal sealed class WebSocketFallback(Upgrades upgrades, ConnectionRunner runner)
{
    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        if (upgrade is not { IsUpgradableRequest: true } || !HttpMethods.IsGet(context.Request.Method)
            || !WebSocketHandshake.IsUpgrade(context.Request.Headers))
        {
            await next(context);
            return;
        }

        switch (await upgrades.Decide(RequestOf(context), context.RequestAborted))
        {
            case UpgradeDecision.Accept accept:
                await Run(context, upgrade, accept);
                break;
            case UpgradeDecision.Refuse refuse:
                await Answer(context.Response, refuse.Response);
                break;
            default:
                await next(context);
                break;
        }
    }

    private async Task Run(HttpContext context, IHttpUpgradeFeature upgrade, UpgradeDecision.Accept accept)
    {
        UpgradedWire? wire = null;
        var deflate = accept.Deflate(context.Request.Headers);
        await runner.Run(ConnectionRunner.Open(accept, Open(), deflate));
        if (wire is not null)
        {
            await wire.DisposeAsync();
        }

        async ValueTask<IWire?> Open() => wire = await Answer(context, upgrade, accept, deflate);
    }

    /// <summary>Sends the 101.</summary>
    /// <exception cref="IOException">The client has gone.</exception>
    private static async ValueTask<UpgradedWire> Answer(
        HttpContext context, IHttpUpgradeFeature upgrade, UpgradeDecision.Accept accept, DeflateAgreement? deflate)
    {
        var request = context.Request.Headers;
        var response = context.Response.Headers;
        response.Connection = "Upgrade";
        response.Upgrade = "websocket";
        response.SecWebSocketAccept = WebSocketHandshake.Accept(request.SecWebSocketKey.ToString());
        if (WebSocketHandshake.SubProtocol(request, accept.SubProtocol) is { } subProtocol)
        {
            response.SecWebSocketProtocol = subProtocol;
        }

        if (deflate is not null)
        {
            response.SecWebSocketExtensions = deflate.Header;
        }

        return new UpgradedWire(context, await upgrade.UpgradeAsync());
    }

    private static async Task Answer(HttpResponse response, HttpRefusal refusal)
    {
        response.StatusCode = refusal.Status;
        response.Headers.Connection = "close";
        if (refusal.Header is { } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            response.Headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        if (refusal.Body.Length > 0)
        {
            response.ContentType = "text/plain; charset=utf-8";
            response.ContentLength = Encoding.UTF8.GetByteCount(refusal.Body);
            await response.WriteAsync(refusal.Body);
        }
    }

    private static UpgradeRequest RequestOf(HttpContext context) => new()
    {
        RawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Path = context.Request.Path.Value ?? "/",
        Query = context.Request.QueryString.Value is { Length: > 0 } query ? query[1..] : "",
        Headers = context.Request.Headers,
        RemoteEndPoint = EndPointOf(context.Connection.RemoteIpAddress, context.Connection.RemotePort),
        LocalEndPoint = EndPointOf(context.Connection.LocalIpAddress, context.Connection.LocalPort),
        IsTls = context.Request.IsHttps,
        Listener = context.Features.Get<ListenerFeature>()?.Key ?? "",
    };

    private static IPEndPoint? EndPointOf(IPAddress? address, int port) => address is null ? null : new IPEndPoint(address, port);
}
