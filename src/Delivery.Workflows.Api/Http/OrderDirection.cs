namespace Delivery.Workflows.Api.Http;

/// <summary>Which way a list is sorted.</summary>
internal enum OrderDirection
{
    Ascending,
    Descending,
}
