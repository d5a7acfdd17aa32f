namespace Delivery.ServiceDefaults.Problems;

/// <summary>A kind of error that callers can tell by its stable <c>type</c> (RFC 9457).</summary>
/// <param name="Slug">The last part of <c>urn:delivery:problem:…</c>; never changes once published.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same words for every occurrence.</param>
public sealed record ProblemType(string Slug, int Status, string Title)
{
    /// <summary>The <c>type</c> member.</summary>
    public string Uri => $"urn:delivery:problem:{Slug}";
}
