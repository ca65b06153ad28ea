namespace EventPlatform.Gateway.LiveApi;

/// <summary>Makes the salted hashes of new passwords, which takes its time.</summary>
internal interface IPasswordMaker
{
    /// <returns>The hash; null: too many wait already.</returns>
    ValueTask<string?> Make(string password, CancellationToken cancellationToken);
}
