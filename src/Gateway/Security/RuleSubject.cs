namespace EventPlatform.Gateway.Security;

/// <summary>Whom a rule concerns. Grammar: <c>*</c> | <c>user:NAME</c> | <c>role:NAME</c></summary>
internal abstract record RuleSubject
{
    private RuleSubject()
    {
    }

    /// <summary>Reads the grammar above.</summary>
    /// <returns>null when the text is none of them.</returns>
    public static RuleSubject? Parse(string text) => text switch
    {
        "*" => new Anyone(),
        _ when text.StartsWith("user:", StringComparison.Ordinal) && text.Length > 5 => new User(text[5..]),
        _ when text.StartsWith("role:", StringComparison.Ordinal) && text.Length > 5 => new Role(text[5..]),
        _ => null,
    };

    public abstract bool Includes(Caller caller);

    internal sealed record Anyone : RuleSubject
    {
        public override bool Includes(Caller caller) => true;
    }

    internal sealed record User(string Name) : RuleSubject
    {
        public override bool Includes(Caller caller) => caller.User == Name;
    }

    internal sealed record Role(string Name) : RuleSubject
    {
        public override bool Includes(Caller caller) => caller.Roles.Contains(Name);
    }
}
