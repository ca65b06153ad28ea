namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>A member that is wrong: its path, such as <c>locations[0].tenants[1].name</c> (<c>body</c> for the whole), and why.</summary>
internal sealed record MemberProblem(string Member, string Reason)
{
    public override string ToString() => $"{Member}: {Reason}.";
}
