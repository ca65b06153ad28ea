using System.Diagnostics;
using System.Globalization;
using System.Net;
using EventPlatform.Contracts.Tracing;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.Management;
using EventPlatform.Gateway.Security;
using EventPlatform.Gateway.Transport;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// What stands before every HTTP request: address (403), TLS (302, 403), realm (401, 403), rate (429). <c>/rpc</c> and <c>/api/ws</c> are
/// the External API's on every port: its access list, no realm. Behind it, <c>Connection.RemoteIpAddress</c> is the client.
/// </summary>
internal sealed class HttpDoor(
    RequestDelegate next,
    IOptionsMonitor<AccessOptions> access,
    IOptionsMonitor<LimitsOptions> limits,
    IOptions<ListenersOptions> listeners,
    IOptions<TlsOptions> tls,
    RealmAuthenticator realm,
    AddressRates rates)
{
    /// <summary>Path of calls without a connection.</summary>
    public const string RpcPath = "/rpc";

    /// <summary>Path of the External API's WebSocket on the HTTP ports.</summary>
    public const string SocketPath = "/api/ws";

    private static readonly HashSet<string> ExternalApiKeys =
        [.. Listener.All.Where(listener => listener.Kind is ListenerKind.ExternalApi).Select(listener => listener.Key)];

    public Task Invoke(HttpContext context) =>
        PlatformTracing.Source.HasListeners() && Activity.Current is { Recorded: true } span ? Trace(context, span) : Enter(context);

    /// <summary>The framework's span of the request gets a name of few: which front end it is for.</summary>
    private async Task Trace(HttpContext context, Activity span)
    {
        var request = context.Request;
        span.DisplayName = request.Path == RpcPath ? $"{request.Method} {RpcPath}" : $"{request.Method} http";
        span.SetTag("ep.door", request.Path == RpcPath ? Doors.ExternalApi : Doors.Http);
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.path", request.Path.Value);
        await Enter(context);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    private Task Enter(HttpContext context)
    {
        // The largest body of all; each door has a bound of its own below it.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limits.CurrentValue.DirectoryBodyBytes;
        var lists = access.CurrentValue;
        var forwarded = context.Request.Headers[ClientAddress.Header];
        var client = ClientAddress.Of(context.Connection.RemoteIpAddress, forwarded, lists.TrustedProxies);

        // As text: a comparison of paths would let letters of the other case through.
        var path = context.Request.Path.Value;
        var isRpc = path == RpcPath;
        var isExternalApi = isRpc
            || path == SocketPath
            || ExternalApiKeys.Contains(context.Features.Get<ListenerFeature>()?.Key ?? "");
        if (client is null || !(isExternalApi ? lists.ExternalApi : lists.Http).Contains(client))
        {
            return End(context, StatusCodes.Status403Forbidden);
        }

        context.Connection.RemoteIpAddress = client;
        return isExternalApi ? EnterExternalApi(context, isRpc) : EnterHttp(context, client);
    }

    private Task EnterExternalApi(HttpContext context, bool isRpc)
    {
        if (!isRpc)
        {
            return End(context, StatusCodes.Status404NotFound);
        }

        return tls.Value.Required && !context.Request.IsHttps ? End(context, StatusCodes.Status403Forbidden) : next(context);
    }

    private async Task EnterHttp(HttpContext context, IPAddress client)
    {
        if (tls.Value.Required && !context.Request.IsHttps)
        {
            await RedirectToTls(context);
            return;
        }

        switch (await realm.Check(context.Request.Headers.Authorization, context.RequestAborted))
        {
            case RealmDecision.Unauthorized:
                context.Response.Headers.WWWAuthenticate = RealmAuthenticator.Challenge;
                await End(context, StatusCodes.Status401Unauthorized);
                break;
            case RealmDecision.Forbidden:
                await End(context, StatusCodes.Status403Forbidden);
                break;
            case RealmDecision.Admitted when !rates.TryTake(client, limits.CurrentValue.HttpRequestsPerSecond):
                await End(context, StatusCodes.Status429TooManyRequests);
                break;
            default:
                await next(context);
                break;
        }
    }

    private Task RedirectToTls(HttpContext context)
    {
        if (listeners.Value.Https == 0 || context.Request.Headers.Upgrade.Count > 0 || !context.Request.Host.HasValue)
        {
            return End(context, StatusCodes.Status403Forbidden);
        }

        var port = listeners.Value.Https.ToString(CultureInfo.InvariantCulture);
        var target = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.Headers.Location = $"https://{context.Request.Host.Host}:{port}{target}";
        return End(context, StatusCodes.Status302Found);
    }

    /// <summary>A problem (RFC 9457) for clients of REST; others look at the status. A redirection has no body.</summary>
    internal static Task End(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status < StatusCodes.Status400BadRequest)
        {
            return Task.CompletedTask;
        }

        var title = ReasonPhrases.GetReasonPhrase(status);
        var detail = status switch
        {
            StatusCodes.Status401Unauthorized => "Credentials are missing or wrong.",
            StatusCodes.Status403Forbidden => "This client has no access.",
            StatusCodes.Status405MethodNotAllowed => "This method is not supported here.",
            StatusCodes.Status413PayloadTooLarge => "The body is too large.",
            StatusCodes.Status429TooManyRequests => "Too many requests; try again later.",
            _ => $"{title}.",
        };
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync($$"""{"title":"{{title}}","status":{{status}},"detail":"{{detail}}"}""");
    }
}
