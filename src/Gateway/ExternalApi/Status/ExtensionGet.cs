using System.Buffers;
using EventPlatform.Gateway.ExternalApi.Commands;
using EventPlatform.Gateway.ExternalApi.Envelopes;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.ExternalApi.Status;

/// <summary><c>extension/get</c>.</summary>
internal sealed class ExtensionGet() : ApiCommand("extension", "get", Fields)
{
    private static readonly CommandSyntax Fields =
        new(ExtensionAddress.Id, ExtensionAddress.Location, ExtensionAddress.Tenant, ExtensionAddress.Number);

    public override ApiError? Check(Envelope envelope, ExternalApiSettings settings) =>
        base.Check(envelope, settings) ?? ExtensionAddress.Check(envelope);

    public override ValueTask<bool> IsAllowed(CommandCall call, Rules rules) => new(ExtensionAddress.IsAllowed(call, rules));

    /// <summary>Replied to under the gate, so that it stands before the events of what comes after.</summary>
    public override ValueTask<Answer> Run(CommandCall call)
    {
        var store = call.Services.Replica;
        lock (store.Gate)
        {
            if (ExtensionAddress.Find(call) is not { } extension)
            {
                return new(ApiErrors.NotFound);
            }

            var output = new ArrayBufferWriter<byte>(256);
            ExtensionJson.Write(output, extension, store.AccountOf(extension.Id)?.Username);
            call.Reply(Answer.With(output.WrittenMemory));
            return new(Answer.Sent);
        }
    }
}
