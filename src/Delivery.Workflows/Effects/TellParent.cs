using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>Tells the instance that started this one that it has ended. Once, also when a faulted instance is retried and ends again.</summary>
/// <param name="InstanceId">The parent.</param>
/// <param name="Stimulus">The name of the bookmark that it meets there.</param>
/// <param name="StimulusHash">The bookmark's hash.</param>
/// <param name="Result">How it has ended, and its output.</param>
public sealed record TellParent(string InstanceId, string Stimulus, string StimulusHash, JsonObject Result) : Effect;
