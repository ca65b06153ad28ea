using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A command of a handler and what its data may hold.</summary>
/// <param name="Subclass">Subclass; <c>core</c> when requests leave it out.</param>
/// <param name="Cmd">Command.</param>
/// <param name="Fields">
/// Its fields. Wrong ones are refused with 100044, by the order of names; missing ones with 100045, by the order given here. Others are
/// ignored and told to the caller (<c>unrecognized_fields</c>).
/// </param>
public sealed record HandlerCommand(string Subclass, string Cmd, params IReadOnlyList<CommandField> Fields)
{
    /// <summary>
    /// Whether the server sends an ack at once and the answer when there is one; the caller's further requests do not wait for it.
    /// </summary>
    public bool IsAsynchronous { get; init; }
}
