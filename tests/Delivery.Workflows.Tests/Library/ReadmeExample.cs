using System.Text.Json.Nodes;

namespace Delivery.Workflows.Tests.Library;

/// <summary>The example of the README: the lines between the two marks stand there word for word.</summary>
internal static class ReadmeExample
{
    private const string Definition =
        """
        {
          "id": "greeting-1", "definitionId": "greeting", "version": 1, "inputs": [{ "name": "Who", "type": "String" }],
          "root": {
            "type": "Elsa.Sequence", "id": "steps",
            "activities": [
              { "type": "Elsa.Delay", "id": "wait", "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "01:00:00" } } },
              { "type": "Elsa.WriteLine", "id": "greet", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "`Hello ${getInput('Who')}`" } } }
            ]
          }
        }
        """;

    public static (Bookmark Timer, IReadOnlyList<Effect> Effects, WorkflowStatus Status) Run(DateTimeOffset now)
    {
        // <readme>
        var engine = new WorkflowEngine(new ActivityCatalog());
        var bundle = WorkflowBundle.Create(WorkflowDefinition.Parse(Definition));

        // A burst is everything that happens until the instance waits: its new state, bookmarks, journal and effects, to be committed together.
        var start = new StartInstance { InstanceId = "greeting-of-ada", Input = new JsonObject { ["Who"] = "Ada" } };
        var burst = engine.Start(bundle, start, now);
        byte[] stored = burst.State.Serialize();

        // A timer is a bookmark that is due; an answer, an event or a finished task is a bookmark that somebody meets with an input.
        var timer = burst.AddedBookmarks.Single();
        var state = InstanceState.Deserialize(stored);
        burst = engine.Resume(bundle, state, new BookmarkResumption { BookmarkId = timer.Id }, timer.DueAt!.Value);

        // burst.Effects: one WriteLine("Hello Ada"). burst.State.Status: Finished. The same arguments give the same burst, always.
        // </readme>
        return (timer, burst.Effects, burst.State.Status);
    }
}
