using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Http;

/// <summary>Refuses a request of the Studio.</summary>
/// <param name="text">What is wrong and what to do.</param>
/// <param name="status">The HTTP status.</param>
/// <param name="key">The member of <c>errors</c> that holds the text.</param>
internal sealed class ElsaRefusal(string text, int status = StatusCodes.Status400BadRequest, string key = "generalErrors") : Exception(text)
{
    public ElsaError Error => ElsaError.Of(status, Message, key);

    public static ElsaRefusal NotFound(string what) => new($"There is no {what}.", StatusCodes.Status404NotFound);
}
