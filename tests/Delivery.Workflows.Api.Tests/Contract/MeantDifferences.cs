namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>Where our answers differ from the recorded ones on purpose. docs/studio.md says the same to people.</summary>
internal static class MeantDifferences
{
    /// <summary>By call (empty for all), then by the end of a path, why.</summary>
    public static readonly IReadOnlyList<(string Call, string Path, string Reason)> All =
    [
        ("", ".clrType", "no CLR types behind activity types"),
        ("", ".materializerName", "the same member, for definitions of other kinds, is not in every answer"),
        ("", ".providerName", "no definitions come from code"),
        ("", ".tenantId", "no tenants"),
        ("", ".exception.stackTrace", "no stack of our code is shown to callers"),
        ("", ".innerException", "as deep as what went wrong"),
        ("", ".innerException.type", "as deep as what went wrong"),
        ("", ".innerException.message", "as deep as what went wrong"),
        ("", ".innerException.stackTrace", "no stack of our code is shown to callers"),
        ("", ".callbackMethodName", "our engine calls no methods by name"),
        ("", ".completionCallbacks[]", "our engine calls no methods by name"),
        ("", ".completionCallbacks[].ownerInstanceId", "our engine calls no methods by name"),
        ("", ".completionCallbacks[].childNodeId", "our engine calls no methods by name"),
        ("", ".completionCallbacks[].methodName", "our engine calls no methods by name"),
        ("", ".executionLogSequence", "the engine's own counter"),
        ("", ".defaultValue[]", "no activity with a list as default yet (HTTP activities have one)"),
        ("", ".defaultValue", "numbers and objects as defaults are numbers and objects"),
        ("015", "$.items[]", "a burst is one transaction: nothing to choose"),
        ("015", "$.items[].name", "a burst is one transaction: nothing to choose"),
        ("015", "$.items[].displayName", "a burst is one transaction: nothing to choose"),
        ("015", "$.items[].description", "a burst is one transaction: nothing to choose"),
        ("016", "$.items[]", "a burst is one transaction: nothing to choose"),
        ("016", "$.items[].name", "a burst is one transaction: nothing to choose"),
        ("016", "$.items[].displayName", "a burst is one transaction: nothing to choose"),
        ("016", "$.items[].description", "a burst is one transaction: nothing to choose"),
        ("003", "$", "says what is missing instead of an empty body"),
        ("033", "$", "says what is missing instead of an empty body"),
        ("019", "$", "says what is missing instead of an empty body"),
        ("109", "$", "says what is missing instead of an empty body"),
        ("123", "$", "says what is missing instead of an empty body"),
        ("085", ".schedulingActivityExecutionId", "the recorded one had been resumed, and was no longer said to be scheduled by anything"),
        ("085", ".schedulingActivityId", "the recorded one had been resumed, and was no longer said to be scheduled by anything"),
        ("089", ".schedulingActivityExecutionId", "the recorded one had been resumed, and was no longer said to be scheduled by anything"),
        ("089", ".schedulingActivityId", "the recorded one had been resumed, and was no longer said to be scheduled by anything"),
        ("090", ".schedulingActivityExecutionId", "the recorded one had been resumed, and was no longer said to be scheduled by anything"),
        ("090", ".schedulingActivityId", "the recorded one had been resumed, and was no longer said to be scheduled by anything"),
        ("122", "$", "says what is missing instead of an empty body"),
        ("112", ".isMaterializerAvailable", "a summary is the same everywhere"),
        ("112", ".links", "a summary is the same everywhere"),
        ("112", ".links[]", "a summary is the same everywhere"),
        ("112", ".links[].href", "a summary is the same everywhere"),
        ("112", ".links[].method", "a summary is the same everywhere"),
        ("112", ".links[].rel", "a summary is the same everywhere"),
        ("117", ".isArray", "said of every argument, also where the file said nothing"),
        ("095", ".outputs", "the recorded workflow lists an output without a value; here there is none to list"),
        ("045", "$.container.activity.name", "the recorded container had no name"),
        ("", ".somethingElse", "members that only an editor knows are given back"),
        ("", ".somethingElse.kept", "members that only an editor knows are given back"),
    ];

    public static bool Allow(string call, string path) =>
        All.Any(difference => (difference.Call.Length == 0 || call.StartsWith(difference.Call, StringComparison.Ordinal))
            && (difference.Path == "$" || path.EndsWith(difference.Path, StringComparison.Ordinal)));
}
