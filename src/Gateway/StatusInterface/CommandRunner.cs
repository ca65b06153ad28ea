using System.Collections.Immutable;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.Replica;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Carries out one command. Queries are looked up and answered under the replica's gate, so that they agree with the events around.
/// </summary>
internal sealed class CommandRunner(ReplicaStore store, ReplicaFreezer freezer, IExtensionCommands commands, SetErrors errors)
{
    /// <summary>A report goes on when fewer bytes of replies than this are unsent: enough for the writer, little for memory.</summary>
    internal const int ReportBytesAhead = 3 * Reports.PieceBytes;

    /// <returns>When the next command may be read. False: the connection is to be closed.</returns>
    public async ValueTask<bool> Run(StatusClient client, CommandLine command)
    {
        switch (command.Command)
        {
            case StatusCommand.GetExtensionState:
                return await Report(client, Reports.State);
            case StatusCommand.GetStatuses:
                return await Report(client, Reports.Statuses);
            case StatusCommand.GetExtensionStatus:
                Answer(client, command, ReplyLines.Status);
                return true;
            case StatusCommand.GetExtensionNote:
                Answer(client, command, ReplyLines.Note);
                return true;
            case StatusCommand.GetExtensionReturnTime:
                Answer(client, command, ReplyLines.ReturnTime);
                return true;
            case StatusCommand.SetExtensionStatus or StatusCommand.SetExtensionNote or StatusCommand.SetExtensionReturnTime:
                await Set(client, command);
                return true;
            case StatusCommand.Exit:
                return false;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.Command, "Unhandled command.");
        }
    }

    private void Answer(StatusClient client, CommandLine command, Func<ExtensionView, ReadOnlyMemory<byte>> encode)
    {
        lock (store.Gate)
        {
            client.Reply(ExtensionLookup.Find(store, command, out var error) is { } extension ? encode(extension) : error);
        }
    }

    /// <summary>
    /// Freezes the state in one moment under the gate and writes it at the reader's pace outside. Events that come meanwhile are held back.
    /// </summary>
    private async ValueTask<bool> Report(
        StatusClient client,
        Func<ImmutableArray<FrozenLocation>, IEnumerable<ReadOnlyMemory<byte>>> encode)
    {
        ImmutableArray<FrozenLocation> frozen;
        lock (store.Gate)
        {
            frozen = freezer.Freeze();
            client.BeginReport();
        }

        foreach (var piece in encode(frozen))
        {
            if (!await client.Connection.WaitRepliesBelow(ReportBytesAhead))
            {
                return false;
            }

            client.Reply(piece);
        }

        lock (store.Gate)
        {
            client.EndReport();
        }

        return true;
    }

    private async ValueTask Set(StatusClient client, CommandLine command)
    {
        if (Check(client, command) is not var (extension, change))
        {
            return;
        }

        var result = await commands.Set(
            extension.Tenant.Id,
            extension.Id,
            change,
            whenApplied: () => client.Reply(ReplyLines.Done),
            client.Connection.Closed);
        if (!result.IsOk)
        {
            client.Reply(errors.Of(result, command));
        }
    }

    /// <returns>What to set; null: the error is answered.</returns>
    private (ExtensionView Extension, ExtensionChange Change)? Check(StatusClient client, CommandLine command)
    {
        lock (store.Gate)
        {
            if (ExtensionLookup.Find(store, command, out var error) is { } extension
                && ExtensionChanges.Read(command, extension.Tenant, out error) is { } change)
            {
                return (extension, change);
            }

            client.Reply(error);
            return null;
        }
    }
}
