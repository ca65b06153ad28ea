using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>A directory document as it was read.</summary>
/// <param name="Document">The document, without the plain passwords; null when there is a problem.</param>
/// <param name="Problem">The first problem, in the order of the document's description.</param>
/// <param name="Ignored">Paths of unknown members, at most 100.</param>
/// <param name="Passwords">The plain password of each user; null without one.</param>
internal sealed record DirectoryReading(
    DirectoryDocument? Document, MemberProblem? Problem, ImmutableArray<string> Ignored, ImmutableArray<string?> Passwords)
{
    /// <summary>Stands for a hash that is still to be made: another one than any account has.</summary>
    private const string HashToCome = "";

    public bool HasPasswords => Passwords.Any(password => password is not null);

    /// <summary>The body as a whole is wrong.</summary>
    public static DirectoryReading Wrong(string reason) => new(null, new MemberProblem("body", reason), [], []);

    /// <summary>The document as it would be, for a trial: no password is hashed for it.</summary>
    public DirectoryDocument ForTrial() => With(index => Passwords[index] is null ? null : HashToCome);

    /// <summary>The document with a hash for each plain password; of a user who has both the plain one counts.</summary>
    /// <param name="make">Makes a hash; null: not at the moment.</param>
    /// <returns>null: a hash could not be made.</returns>
    public async ValueTask<DirectoryDocument?> WithHashes(Func<string, ValueTask<string?>> make)
    {
        var hashes = new string?[Passwords.Length];
        for (var index = 0; index < hashes.Length; index++)
        {
            if (Passwords[index] is { } password && (hashes[index] = await make(password)) is null)
            {
                return null;
            }
        }

        return With(index => hashes[index]);
    }

    private DirectoryDocument With(Func<int, string?> hash) => Document! with
    {
        Users = Document.Users is not { } users ? null
            : [.. users.Select((user, index) => hash(index) is { } made ? user with { PasswordHash = made } : user)],
    };
}
