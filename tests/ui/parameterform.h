#pragma once

#include "gradio/configs.h"
#include "gradio/endpoint.h"

#include <vector>

namespace spaceline {

/// One input of every kind, as a server describes them, with what authors do to them: long labels,
/// choices by label, hints, bounds.
inline const QByteArray &everyComponent()
{
    static const QByteArray components = R"json([
{"type":"textbox","props":{"label":"System prompt","lines":3,"value":"You are a careful programmer."}},
{"type":"textbox","props":{"label":"Name","placeholder":"What it calls you","max_length":12,
    "info":"Up to twelve characters; it is told to the model."}},
{"type":"textbox","props":{"label":"API key","type":"password","placeholder":"sk-…"}},
{"type":"dropdown","props":{"label":"Model","choices":[["Qwen3-32B","qwen3-32b"],["Qwen3-235B-A22B-Thinking-2507-Instruct-FP8-Dynamic","qwen3-235b"]],"value":"qwen3-32b"}},
{"type":"dropdown","props":{"label":"Voice","choices":[["Anna","a"],["Bert","b"]],"value":"a","allow_custom_value":true}},
{"type":"dropdown","props":{"label":"Tools","multiselect":true,"allow_custom_value":true,
    "choices":[["Web search","web"],["Code interpreter","code"],["Picture generator with a name that is long","pic"]],"value":["web"]}},
{"type":"slider","props":{"label":"Temperature","minimum":0,"maximum":2,"step":0.05,"value":0.7}},
{"type":"slider","props":{"label":"Max new tokens","minimum":1,"maximum":8192,"step":64,"value":2048}},
{"type":"slider","props":{"label":"How far the answer may stray from what was asked, from not at all to as far as it likes","minimum":-1,"maximum":1,"step":0.001,"value":0}},
{"type":"number","props":{"label":"Seed","minimum":0,"maximum":4294967295,"value":42,"precision":0}},
{"type":"number","props":{"label":"Learning rate"}},
{"type":"checkbox","props":{"label":"Stream","value":true}},
{"type":"checkbox","props":{"label":"Let the model think before it answers, however long that takes, and show what it thought","info":"Slower, and better at sums."}},
{"type":"checkboxgroup","props":{"label":"Safety filters","choices":[["Violence","v"],["Insults","i"],["What a newspaper would not print on its first page on a Sunday","n"]],"value":["v"]}},
{"type":"radio","props":{"label":"Style","choices":["short","long","as a poem"],"value":"short"}},
{"type":"radio","props":{"label":"Format","choices":[["Markdown","md"],["Plain text","txt"]]}},
{"type":"file","props":{"label":"Papers","file_count":"multiple","file_types":[".pdf",".txt"]}},
{"type":"image","props":{"label":"Reference picture"}},
{"type":"colorpicker","props":{"label":"Ink","value":"#3a5bd0"}},
{"type":"datetime","props":{"label":"Not before","type":"timestamp"}},
{"type":"datetime","props":{"label":"Day","include_time":false,"value":"2026-01-31"}},
{"type":"code","props":{"label":"Filter","language":"python","value":"def keep(row):\n    return row['score'] > 0.5"}},
{"type":"json","props":{"label":"Extra","value":{"stop":["###"],"logprobs":null}}},
{"type":"dataframe","props":{"label":"Table","value":{"headers":["a"],"data":[[1]]}}}
])json";
    return components;
}

/// What a server's \p components are to a caller; a JSON list, each without an id.
inline std::vector<gradio::Parameter> parametersOf(const QByteArray &components)
{
    using namespace Qt::Literals::StringLiterals;
    const qsizetype count = QJsonDocument::fromJson(components).array().size();
    QJsonArray inputs;
    for (qsizetype i = 0; i < count; ++i)
        inputs.append(i);
    const QJsonArray dependencies{QJsonObject{{"id"_L1, 0},
                                              {"targets"_L1, QJsonArray()},
                                              {"inputs"_L1, inputs},
                                              {"outputs"_L1, QJsonArray()},
                                              {"api_name"_L1, "chat"_L1},
                                              {"backend_fn"_L1, true}}};
    const gradio::Config config = writtenConfig(components, QJsonDocument(dependencies).toJson());
    std::vector<gradio::Endpoint> endpoints = gradio::endpointsOf(config, {});
    if (endpoints.empty() || endpoints[0].inputs.size() != size_t(count) || count == 0)
        qFatal("the components cannot be read");
    return std::move(endpoints[0].inputs);
}

} // namespace spaceline
