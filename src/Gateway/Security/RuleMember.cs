namespace EventPlatform.Gateway.Security;

/// <summary>One field of a rule and what it must be.</summary>
/// <param name="Name">The field's name on the wire, such as <c>obj_id</c>; compared exactly.</param>
/// <param name="Value">The value or pattern.</param>
internal sealed record RuleMember(string Name, RulePattern Value);
