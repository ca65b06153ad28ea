using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>Takes down what it is asked, and says ok or what a test wants.</summary>
internal sealed class FakeDirectoryCommands : IDirectoryCommands
{
    internal static readonly Guid NewId = SampleDirectory.Id(0x7f);

    internal List<PlaceEdit> Edits { get; } = [];

    internal List<(string? Slug, string? Name, CoreServer? Expected)> CoreServers { get; } = [];

    internal List<(DirectoryDocument Document, string? ReservedUser, bool IsTrial)> Imports { get; } = [];

    internal Refusal? Refusal { get; set; }

    internal Failure? Failure { get; set; }

    internal ImportReport Report { get; set; } = new(2, None, None, None, None, []);

    internal static ImportCounts None { get; } = new(0, 0, 0, 0, 0);

    public Task<GatewayResult<PlaceChanged>> Edit(PlaceEdit edit, CancellationToken cancellationToken)
    {
        Edits.Add(edit);
        var values = new PlaceValues(edit.Values?.Name ?? "old", edit.Values?.Detail ?? "detail");
        return Answer(new PlaceChanged(edit.Id ?? NewId, values, 2));
    }

    public Task<GatewayResult<CoreServer>> ChangeCoreServer(
        string? slug, string? name, CoreServer? expected, CancellationToken cancellationToken)
    {
        CoreServers.Add((slug, name, expected));
        return Answer(new CoreServer(NewId, slug ?? "", name ?? ""));
    }

    public Task<GatewayResult<ImportReport>> Import(
        DirectoryDocument document, string? reservedUser, bool isTrial, CancellationToken cancellationToken)
    {
        Imports.Add((document, reservedUser, isTrial));
        return Answer(Report);
    }

    private Task<GatewayResult<T>> Answer<T>(T value) => Task.FromResult<GatewayResult<T>>(
        Refusal is { } refusal ? refusal : Failure is { } failure ? failure : value);
}
