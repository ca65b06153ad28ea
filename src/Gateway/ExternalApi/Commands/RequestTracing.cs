using System.Diagnostics;
using EventPlatform.Contracts.Tracing;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>Spans of requests, named by their commands: <c>user/login</c>. Without a collector there are none.</summary>
internal static class RequestTracing
{
    private const string Unknown = "request";

    public static ValueTask Run(ApiConnection connection) =>
        PlatformTracing.Source.HasListeners() ? RunTraced(connection) : Requests.Run(connection);

    /// <summary>The span of a publish that goes the short way; whoever began it ends it with <see cref="EndWhen"/>.</summary>
    public static Activity? BeginPublish() =>
        PlatformTracing.Source.HasListeners() ? PlatformTracing.Source.StartActivity("event/send", ActivityKind.Server) : null;

    /// <summary>Ends it when the event is accepted. From here on the caller is not in it any more.</summary>
    public static void EndWhen(this Activity span, Task<bool> accepted)
    {
        Activity.Current = span.Parent;
        if (!span.Recorded)
        {
            return;
        }

        accepted.ContinueWith(
            static (answer, span) =>
            {
                if (!answer.Result)
                {
                    ((Activity)span!).SetStatus(ActivityStatusCode.Error);
                }

                ((Activity)span!).Stop();
            },
            span,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>The request in hand turned out to be this command.</summary>
    public static void Is(ApiCommand command)
    {
        if (PlatformTracing.Recorded is { OperationName: Unknown } span)
        {
            span.DisplayName = $"{command.Subclass}/{command.Cmd}";
        }
    }

    /// <summary>It is answered with an error.</summary>
    public static void Failed(ApiError error) => PlatformTracing.Recorded?.SetStatus(ActivityStatusCode.Error, error.Text);

    private static async ValueTask RunTraced(ApiConnection connection)
    {
        using var span = PlatformTracing.Source.StartActivity(Unknown, ActivityKind.Server);
        if (span is { Recorded: true })
        {
            span.SetTag("ep.door", Doors.ExternalApi);
            span.DisplayName = Requests.IsLogin(connection.Envelope) ? "user/login" : Unknown;
        }

        await Requests.Run(connection);
    }
}
