using System.Buffers;
using System.Collections.Immutable;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary><c>user/list</c>: the users of the caller's service in ordinal order, each with its session ids, oldest first.</summary>
internal sealed class UserList() : ApiCommand("user", "list", Fields)
{
    private static readonly CommandSyntax Fields =
        new(new CommandField("limit", FieldKind.Integer) { Min = 1 }, new CommandField("after", FieldKind.Text));

    public override async ValueTask<Answer> Run(CommandCall call)
    {
        var limit = (int)Math.Min(call.Integer("limit"u8) ?? int.MaxValue, int.MaxValue);
        var after = call.Text("after"u8);
        var sessions = await call.Services.Sessions.List(call.Caller.Service, CancellationToken.None);
        return sessions is { Refusal: null, Failure: null } ? Page(sessions.Value, limit, after) : ApiErrors.Of(sessions);
    }

    private static Answer Page(ImmutableArray<SessionClaim> sessions, int limit, string? after)
    {
        var users = sessions
            .Where(claim => after is null || string.CompareOrdinal(claim.User, after) > 0)
            .GroupBy(claim => claim.User, StringComparer.Ordinal)
            .OrderBy(user => user.Key, StringComparer.Ordinal)
            .Take(limit);
        var output = new ArrayBufferWriter<byte>(1024);
        foreach (var user in users)
        {
            output.Raw(output.WrittenCount == 0 ? "{"u8 : ","u8);
            output.Text(user.Key);
            output.Raw((byte)':');
            Ids(output, user);
        }

        if (output.WrittenCount == 0)
        {
            return Answer.Ok;
        }

        output.Raw((byte)'}');
        return Answer.With(output.WrittenMemory);
    }

    private static void Ids(ArrayBufferWriter<byte> output, IEnumerable<SessionClaim> sessions)
    {
        var separator = "["u8;
        foreach (var session in sessions)
        {
            output.Raw(separator);
            output.Text(session.SessionId);
            separator = ","u8;
        }

        output.Raw((byte)']');
    }
}
