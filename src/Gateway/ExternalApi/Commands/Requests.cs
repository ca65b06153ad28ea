using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.ExternalApi.Events;
using EventPlatform.Gateway.ExternalApi.Login;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>Carries out a request after the checks of external-api.md 2, in their order.</summary>
internal static class Requests
{
    public static async ValueTask Run(ApiConnection connection)
    {
        // Check 1
        if (IsLogin(connection.Envelope))
        {
            await connection.WaitForAnswers();
            await (connection.Session is null ? LoginFlow.Run(connection) : connection.Refuse(ApiErrors.AlreadyAuthenticated));
            return;
        }

        // Check 2
        if (connection.Session is not { } session)
        {
            await connection.Refuse(ApiErrors.NotAuthenticated);
            return;
        }

        // Checks 2 to 6
        if (Find(connection.Services, connection.Envelope, hasSession: true, out var command) is { } error)
        {
            await connection.Refuse(error);
            return;
        }

        // Checks 7 and 8
        var call = new CommandCall(connection.Services, session.Caller, connection.Envelope, connection, session);
        if (await Admit(command, call) is { } refusal)
        {
            await connection.Refuse(refusal);
            return;
        }

        if (connection.Connection.IsClosing)
        {
            // It was decided while hooks were asked: nothing more is carried out.
            return;
        }

        await Execute(connection, command!, call);
    }

    /// <summary>Whether a request logs in.</summary>
    public static bool IsLogin(Envelope envelope) =>
        envelope.Is(envelope.Class, "core"u8) && envelope.Is(envelope.Subclass, "user"u8) && envelope.Is(envelope.Cmd, "login"u8);

    /// <summary>
    /// The second part of check 2, and 3 to 6: finds the command and checks its syntax. It stays null when its class has a handler that
    /// does not know it.
    /// </summary>
    public static ApiError? Find(ApiServices services, Envelope envelope, bool hasSession, out ApiCommand? command)
    {
        command = null;

        // Check 2, the first wrong one in ordinal order
        if (!envelope.TryText(envelope.Class, out var className))
        {
            return ApiErrors.SyntaxError("class");
        }

        if (!envelope.TryText(envelope.Cmd, out var cmd))
        {
            return ApiErrors.SyntaxError("cmd");
        }

        var subclass = "core"u8;
        if (envelope.Subclass.IsGiven && !envelope.TryText(envelope.Subclass, out subclass))
        {
            return ApiErrors.SyntaxError("subclass");
        }

        // Checks 3 and 4: a client's event is a command like the others
        if (!services.Commands.TryFind(className, subclass, cmd, out command))
        {
            return ApiErrors.NotImplemented;
        }

        if (command is { NeedsSession: true } && !hasSession)
        {
            return ApiErrors.InvalidParameters;
        }

        // Checks 5 and 6
        return command is null ? CommandSyntax.CheckData(envelope) : command.Check(envelope, services.Settings);
    }

    /// <summary>Checks 7 and 8.</summary>
    /// <param name="command">Null: its class does not know it.</param>
    /// <param name="call">The request.</param>
    public static async ValueTask<ApiError?> Admit(ApiCommand? command, CommandCall call)
    {
        if (!call.Caller.IsAdmin && !await IsAllowed(command, call))
        {
            return ApiErrors.Unauthorized;
        }

        var hooks = call.Services.Hooks.Admission;
        if (!hooks.IsEmpty && await (command?.AskHooks(call) ?? hooks.OfCommand(call)) is { } refusal)
        {
            return refusal;
        }

        return command is null ? ApiErrors.UnknownCommand(call.Envelope.TextOr(call.Envelope.Cmd, "")) : null;
    }

    /// <summary>Runs a command; a bug in it becomes an answer. One that is given up because nobody waits has no bug.</summary>
    public static async ValueTask<Answer> TryRun(ApiCommand command, CommandCall call)
    {
        RequestTracing.Is(command);
        try
        {
            return await command.Run(call);
        }
        catch (OperationCanceledException) when (call.ReplyTo.Ended.IsCancellationRequested)
        {
            return ApiErrors.Timeout;
        }
        catch (Exception exception)
        {
            return ApiErrors.Of(call.Services.Calls.FailureOf(exception));
        }
    }

    private static ValueTask<bool> IsAllowed(ApiCommand? command, CommandCall call)
    {
        var rules = call.Services.Rules.Current;
        return command?.IsAllowed(call, rules) ?? new(rules.AllowsCommand(call.Caller, call.ToRequest()));
    }

    private static async ValueTask Execute(ApiConnection connection, ApiCommand command, CommandCall call)
    {
        if (!command.IsPublishing)
        {
            await connection.WaitForAnswers();
        }

        if (command.IsAcknowledged && !connection.HasRoomForLater)
        {
            connection.Reply(ApiErrors.Overloaded);
            return;
        }

        var answer = await TryRun(command, call);
        if (answer.Error is { } error)
        {
            await connection.Refuse(error);
            return;
        }

        if (answer.Accepted is { } accepted)
        {
            connection.ReplyWhenAccepted(accepted);
        }
        else if (answer.Later is { } later)
        {
            connection.ReplyLater(later);
        }
        else if (!answer.IsSent)
        {
            connection.Reply(answer);
        }

        if (!command.IsAcknowledged)
        {
            await TellUnrecognized(connection, command, call, answer.Accepted);
        }
    }

    /// <summary>After the answer of a command that succeeded.</summary>
    private static async ValueTask TellUnrecognized(ApiConnection connection, ApiCommand command, CommandCall call, Task<bool>? accepted)
    {
        var fields = command.Syntax.Unrecognized(call.Envelope);
        if (fields.IsEmpty || (accepted is not null && !await accepted))
        {
            return;
        }

        await connection.WaitForAnswers();
        SessionEvents.PublishUnrecognized(call.Session!, call.Envelope, fields);
    }
}
