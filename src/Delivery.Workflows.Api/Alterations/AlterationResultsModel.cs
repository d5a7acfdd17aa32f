namespace Delivery.Workflows.Api.Alterations;

/// <summary>What has become of all.</summary>
internal sealed record AlterationResultsModel(IReadOnlyList<AlterationResultModel> Results);
