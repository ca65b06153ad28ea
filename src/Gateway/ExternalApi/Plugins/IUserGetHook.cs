namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>
/// Shapes what <c>user/get</c> tells of a session (external-api.md 4). Registered as a singleton service; several are asked in the order
/// of their registration, each gets what the one before has made of it.
/// </summary>
public interface IUserGetHook
{
    /// <summary>
    /// Asked each time a session is described, on the gateway that holds it, whoever asks for it and where. It is called by whoever
    /// describes the session, several at the same time, on any thread: it never blocks or waits. An exception, and what is no JSON
    /// object, is logged and leaves the object as it was.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="told">
    /// What is told of it, a JSON object in UTF-8: the other login fields, meta, <c>remote</c> and <c>type</c>, all of which may be
    /// changed or left out.
    /// </param>
    /// <returns>
    /// The same or another object. Its members <c>password</c>, <c>pass</c> and <c>token</c> are left out, of equal names the last counts.
    /// </returns>
    ReadOnlyMemory<byte> Describing(SessionFacts session, ReadOnlyMemory<byte> told);
}
