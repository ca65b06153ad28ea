using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A handler's command as the dispatcher knows commands.</summary>
internal sealed class PluginCommand(IExternalApiHandler handler, HandlerCommand command)
    : ApiCommand(command.Subclass, command.Cmd, new CommandSyntax([.. command.Fields]))
{
    public override bool IsAcknowledged => command.IsAsynchronous;

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        var request = new HandlerCall(call, command);
        if (!command.IsAsynchronous)
        {
            return AnswerOf(await handler.Handle(request, call.ReplyTo.Ended));
        }

        call.ReplyTo.Ack();
        return Answer.After(Task.Run(() => Handle(call.Services.Calls.FailureOf, request, call.ReplyTo.Ended), CancellationToken.None));
    }

    /// <summary>Never fails: nobody awaits it in place.</summary>
    private async Task<Answer> Handle(
        Func<Exception, Gateway.Commands.Failure> failureOf, HandlerCall request, CancellationToken cancellationToken)
    {
        try
        {
            return AnswerOf(await handler.Handle(request, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ApiErrors.Timeout;
        }
        catch (Exception exception)
        {
            return ApiErrors.Of(failureOf(exception));
        }
    }

    private static Answer AnswerOf(HandlerReply reply) =>
        reply.Failure is { } error ? error : reply.Data.IsEmpty ? Answer.Ok : Answer.With(reply.Data);
}
