using System.Text.Json.Nodes;

namespace Delivery.Workflows.Api.Http;

/// <summary>
/// Why something was not done to some of many. The Studio shows no such list, our page around it does; the answer has it only when there is
/// something to say.
/// </summary>
internal static class BulkReasons
{
    private const string Member = "reasons";

    public static void Add(JsonObject answer, string id, Exception refusal)
    {
        if (answer[Member] is not JsonObject reasons)
        {
            answer[Member] = reasons = [];
        }

        reasons[id] = refusal.Message;
    }
}
