using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Connections;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>
/// The short way of a <see cref="PlainEvent"/>: nothing is looked up or awaited. It ends in an accepted place in the order of answers or
/// has done nothing, and the request goes the way of all commands, which knows what to say.
/// </summary>
internal static class PlainPublish
{
    /// <param name="connection">Whose request.</param>
    /// <param name="time">The time for its publishes.</param>
    /// <returns>Whether the request in hand was carried out.</returns>
    public static bool TryRun(ApiConnection connection, ref BurstTime time)
    {
        if (connection.Session is not { } session
            || !connection.Services.Hooks.Admission.IsEmpty
            || !PlainEvent.TryRead(connection.Envelope, session.Service, out var plain)
            || !IsAllowed(session, plain)
            || connection.Connection.IsClosing)
        {
            return false;
        }

        if (time.Look(connection.Services.Time))
        {
            // Nobody waits longer than for so many.
            session.SendHeld();
        }

        var record = plain.ToRecord(time.Now, session.Service, session.Id, session.User);
        var span = RequestTracing.BeginPublish();
        var accepted = session.PublishHeld(record, time.Timestamp);
        span?.EndWhen(accepted);
        connection.ReplyWhenAccepted(accepted);
        return true;
    }

    private static bool IsAllowed(ApiSession session, in PlainEvent plain)
    {
        var caller = session.Caller;
        return caller.IsAdmin
            || session.Services.Rules.Current.AllowsPlainPublish(
                caller, new PlainTopic(plain.Class, plain.Subclass, plain.Type, plain.ObjId));
    }
}
