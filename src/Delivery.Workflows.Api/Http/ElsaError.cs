namespace Delivery.Workflows.Api.Http;

/// <summary>A refusal in the shape that the Studio shows: it joins the texts under <c>errors</c>.</summary>
internal sealed record ElsaError(int StatusCode, string Message, IReadOnlyDictionary<string, string[]> Errors)
{
    public static ElsaError Of(int status, string text, string key = "generalErrors") =>
        new(status, "One or more errors occurred!", new Dictionary<string, string[]> { [key] = [text] });
}
