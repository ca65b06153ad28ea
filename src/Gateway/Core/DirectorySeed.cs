using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.Configuration;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.Security.Passwords;

namespace EventPlatform.Gateway.Core;

/// <summary>Imports <c>Directory:Seed</c> into a store that has no location and no account.</summary>
internal sealed class DirectorySeed(IGrainFactory grains, DirectoryOptions options)
{
    /// <exception cref="ConfigurationException">The file cannot be read, or is no directory document.</exception>
    internal async Task Import(CancellationToken cancellationToken)
    {
        if (options.Seed is not { } path)
        {
            return;
        }

        var reading = DirectoryDocumentReader.Read(await Read(path, cancellationToken));
        if (reading.Problem is not null)
        {
            throw Wrong(path, $"{reading.Problem.Member}: {reading.Problem.Reason}.");
        }

        var document = (await reading.WithHashes(password => new(PasswordHashes.Make(password))))!;
        var seeded = await grains.GetGrain<IDirectoryGrain>(0).Seed(document, cancellationToken);
        if (!seeded.IsOk)
        {
            throw Wrong(path, $"{seeded.Refusal.Field}: {seeded.Refusal.Detail}");
        }
    }

    private static async Task<byte[]> Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, exception.Message);
        }
    }

    private static ConfigurationException Wrong(string path, string why) =>
        ConfigurationException.Unusable("Directory:Seed", $"{path}: {why}");
}
