namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Answers as text. An expected one that ends in <c> *</c> stands for any that goes on from there.</summary>
internal static class Answers
{
    /// <summary>Where several members are wrong, the order in which they are looked at is open.</summary>
    internal static string[] Refused(int status, IEnumerable<string> members) => [.. members.Select(member => $"{status} {member}")];

    internal static bool IsOneOf(string answer, string[] expected) => expected.Any(each =>
        each == answer || (each.EndsWith(" *", StringComparison.Ordinal) && answer.StartsWith(each[..^1], StringComparison.Ordinal)));
}
