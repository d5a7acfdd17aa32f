namespace Delivery.Workflows.Api.Publishing;

/// <summary>One difference to what is published. The page says it in words.</summary>
/// <param name="Kind">Which words.</param>
/// <param name="Subject">The name of what it is about.</param>
/// <param name="Detail">What of it.</param>
/// <param name="From">What was there.</param>
/// <param name="To">What is there now.</param>
internal sealed record DifferenceModel(string Kind, string? Subject = null, string? Detail = null, string? From = null, string? To = null);
