using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.OpenApi;

/// <summary>An answer that is no refusal.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">What it means.</param>
/// <param name="Schema">Its JSON; null: it has no body.</param>
/// <param name="Headers">Its headers, of <see cref="AnswerHeader"/>.</param>
internal sealed record Answer(int Status, string Description, Schema? Schema, params ImmutableArray<AnswerHeader> Headers);
