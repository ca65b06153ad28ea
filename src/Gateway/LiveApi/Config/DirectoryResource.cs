using System.Collections.Immutable;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary><c>/config/core/{id}/directory</c>: the whole directory as one document; GET exports it.</summary>
internal sealed class DirectoryResource : Resource
{
    protected override Func<Exchange, Task<Problem?>>? Get => Export;

    private static async Task<Problem?> Export(Exchange exchange)
    {
        var export = DirectoryExport.Copy(exchange.Services.Replica);
        ImmutableArray<string?>? hashes = null;
        if (exchange.Context.Request.Query["secrets"] == "true")
        {
            var found = await exchange.Services.Hashes.Of(export.Accounts, exchange.Aborted);
            if (!found.IsOk)
            {
                return RefusalProblems.Of(found);
            }

            hashes = found.Value;
        }

        return await exchange.AnswerStream((json, flush) => export.Write(json, hashes, flush));
    }
}
