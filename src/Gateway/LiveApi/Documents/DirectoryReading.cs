using System.Collections.Immutable;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>A directory document as it was read.</summary>
/// <param name="Document">The document; null when there is a problem.</param>
/// <param name="Problem">The first problem, in the order of the document's description.</param>
/// <param name="Ignored">Paths of unknown members, at most 100.</param>
internal sealed record DirectoryReading(DirectoryDocument? Document, MemberProblem? Problem, ImmutableArray<string> Ignored);
