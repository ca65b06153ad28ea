using EventPlatform.Gateway.LiveApi.Rest;
using EventPlatform.Gateway.Management;
using Microsoft.AspNetCore.Http.Features;

namespace EventPlatform.Gateway.LiveApi;

/// <summary>
/// Live API and Configuration API. It reads the raw target, as routing sees a path in which an escaped slash is lost, and refuses in the
/// order of docs/protocols/live-api.md, 1: path or object, method; the rest is the resource's. The host's HTTP door stands before it.
/// </summary>
internal sealed class LiveApiMiddleware(RequestDelegate next, LiveApiServices services, PlatformMetrics? metrics = null)
{
    public async Task Invoke(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (RequestTarget.Parse(raw) is not { } target || LiveApiPaths.Below(target) is not { } segments)
        {
            await next(context);
            return;
        }

        try
        {
            // A broken escape names nothing.
            List<string> path = [.. segments.OfType<string>()];
            var problem = path.Count < segments.Length
                ? Problem.NoPath
                : await Answer(new Exchange(context, PathOf(target), services), new PathCursor(path));
            if (problem is not null)
            {
                await Refuse(context, problem);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted && exception is not BadHttpRequestException)
        {
            context.Response.Clear();
            await Refuse(context, RefusalProblems.Of(services.Calls.FailureOf(exception)));
        }
    }

    private Task Refuse(HttpContext context, Problem problem)
    {
        metrics?.ErrorAnswered(Doors.Http, problem.Status);
        return ProblemWriter.Write(context, problem);
    }

    private static string PathOf(RequestTarget target) =>
        string.Concat(target.Segments.Select(segment => "/" + Uri.EscapeDataString(segment ?? "")));

    private static async Task<Problem?> Answer(Exchange exchange, PathCursor path)
    {
        var resource = LiveApiRoot.Of(exchange.Services);
        while (!path.IsAtEnd)
        {
            var found = await resource.Next(path, exchange);
            if (!found.IsOk)
            {
                return found.Problem;
            }

            resource = found.Value;
        }

        if (resource.Allow.Length == 0)
        {
            return Problem.NoPath;
        }

        var method = exchange.Context.Request.Method;
        if (resource.HandlerOf(method) is { } handler)
        {
            return await handler(exchange);
        }

        exchange.Context.Response.Headers.Allow = resource.Allow;
        return HttpMethods.IsOptions(method)
            ? exchange.AnswerNothing()
            : new Problem(StatusCodes.Status405MethodNotAllowed, $"{method} is not allowed here.");
    }
}
