using System.Collections.Immutable;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary><c>/config/core/{id}/directory</c>: the whole directory as one document; GET exports it, PUT imports it.</summary>
internal sealed class DirectoryResource : Resource
{
    protected override Func<Exchange, Task<Problem?>>? Get => Export;

    protected override Func<Exchange, Task<Problem?>>? Put => Import;

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

    private static async Task<Problem?> Import(Exchange exchange)
    {
        // Step 1: body and members
        var body = await JsonBody.Read(exchange, exchange.Services.Settings.DirectoryBodyBytes);
        if (!body.IsOk)
        {
            return body.Problem;
        }

        using var parsed = body.Value;
        var asked = exchange.Context.Request.Query["dryRun"].ToString();
        if (asked is not ("" or "true" or "false"))
        {
            return Problem.Wrong("dryRun", "must be true or false");
        }

        var isTrial = asked == "true";
        var reading = DirectoryDocumentReader.Read(parsed.RootElement);
        if (reading.Problem is { } wrong)
        {
            return Problem.Wrong(wrong.Member, wrong.Reason);
        }

        // Step 2: the whole against the directory as it is
        var report = isTrial ? await Try(reading, exchange) : await Make(reading, exchange);
        return report.IsOk
            ? await exchange.AnswerStream((json, _) =>
            {
                ImportJson.Write(json, report.Value, isTrial, reading.Ignored);
                return Task.CompletedTask;
            })
            : RefusalProblems.Of(report);
    }

    private static Task<GatewayResult<ImportReport>> Try(DirectoryReading reading, Exchange exchange) =>
        Import(reading.ForTrial(), isTrial: true, exchange);

    private static async Task<GatewayResult<ImportReport>> Make(DirectoryReading reading, Exchange exchange)
    {
        // What Directory refuses comes first: no hash is made for nothing.
        if (reading.HasPasswords && await Try(reading, exchange) is { IsOk: false } refused)
        {
            return refused;
        }

        return await reading.WithHashes(password => exchange.Services.Passwords.Make(password, exchange.Aborted)) is { } document
            ? await Import(document, isTrial: false, exchange)
            : new Refusal(RefusalKind.Full);
    }

    private static Task<GatewayResult<ImportReport>> Import(DirectoryDocument document, bool isTrial, Exchange exchange) =>
        exchange.Services.Directory.Import(document, exchange.Services.Settings.AdminUser, isTrial, exchange.Aborted);
}
